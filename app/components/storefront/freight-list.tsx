/** The whole tariff, one sentence a zone. */
export function FreightList({ tariff }: { tariff: readonly string[] }) {
  return (
    <ul className="list-disc space-y-1 pl-5">
      {tariff.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
