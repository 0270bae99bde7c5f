import { ruleBlocks } from '#app/domain/rules/pages.ts'

/** The text of a rule, quiet and wide enough to read. */
export function RuleText({ body }: { body: string }) {
  return (
    <div className="grid gap-3">
      {ruleBlocks(body).map((block, place) => {
        switch (block.kind) {
          case 'heading':
            return <h2 key={place} className="mt-3 text-lg first:mt-0">{block.text}</h2>
          case 'paragraph':
            return <p key={place}>{block.text}</p>
          case 'list':
            return (
              <ul key={place} className="list-disc space-y-1.5 pl-5">
                {block.items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )
        }
      })}
    </div>
  )
}
