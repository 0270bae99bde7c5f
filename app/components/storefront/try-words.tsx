/** Words that find something, as links. */
export function TryWords({ words, title }: { words: readonly string[]; title: string }) {
  if (words.length === 0) return null
  return (
    <nav aria-label={title} className="mx-auto mb-8 max-w-xl text-center">
      <p className="mb-2 text-sm text-ink-2">{title}</p>
      <ul className="flex flex-wrap justify-center gap-2">
        {words.map((word) => (
          <li key={word}>
            <a
              href={`/search?q=${encodeURIComponent(word)}`}
              className="inline-flex min-h-11 items-center rounded-pill border border-line-strong bg-white px-4 no-underline hover:border-cinnabar hover:text-cinnabar"
            >
              {word}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
