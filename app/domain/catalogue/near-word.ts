/** A word and what it becomes without one of its signs: what words one edit apart share. */
export function nearForms(word: string): string[] {
  const signs = [...word]
  return [...new Set([word, ...signs.map((_, place) => signs.filter((__, other) => other !== place).join(''))])].filter(Boolean)
}

/** Whether one sign is wrong, missing or too many, or two neighbours changed places. */
export function oneEditApart(left: string, right: string): boolean {
  const [a, b] = [[...left], [...right]]
  if (Math.abs(a.length - b.length) > 1 || left === right) return false
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  const rest = (signs: string[], from: number) => signs.slice(from).join('')
  if (a.length > b.length) return rest(a, same + 1) === rest(b, same)
  if (b.length > a.length) return rest(a, same) === rest(b, same + 1)
  if (rest(a, same + 1) === rest(b, same + 1)) return true
  return a[same] === b[same + 1] && a[same + 1] === b[same] && rest(a, same + 2) === rest(b, same + 2)
}

export type KnownWord = { word: string; kind: 'NAME' | 'CATEGORY' | 'PLACE' | 'TITLE'; pinyin: string; initials: string }

const kinds = ['NAME', 'CATEGORY', 'PLACE', 'TITLE']

/** Known words that a mistyped one may stand for, the likeliest first. */
export function corrections(typed: string, known: readonly KnownWord[]): string[] {
  const latin = /^[a-z]{4,}$/.test(typed)
  return known
    .filter(({ word, pinyin }) => (latin ? oneEditApart(typed, pinyin) : [...word].length > 1 && [...typed].length > 1 && oneEditApart(typed, word)))
    .sort((a, b) => fit(typed, b.word) - fit(typed, a.word) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word)
}

// Of two as near, the one of the same length: a wrong sign is commoner than a missing one;
// then the one that begins alike.
function fit(typed: string, word: string): number {
  return (typed.length === word.length ? 2 : 0) + (typed[0] === word[0] ? 1 : 0)
}

/**
 * A run without spaces as the known words in it, longest first from the left; what stands
 * between them stays as it is. 特级灰枣礼盒 → 特级, 灰枣, 礼盒.
 */
export function splitByKnown(run: string, known: ReadonlySet<string>): string[] {
  const signs = [...run]
  const parts: string[] = []
  let loose = ''
  for (let from = 0; from < signs.length; ) {
    let length = signs.length - from
    while (length > 1 && !known.has(signs.slice(from, from + length).join(''))) length -= 1
    if (length > 1) {
      if (loose) parts.push(loose)
      loose = ''
      parts.push(signs.slice(from, from + length).join(''))
    } else loose += signs[from]
    from += length
  }
  return loose ? [...parts, loose] : parts
}

/** Every part of a run that may be a known word. */
export function partsOf(run: string, longest = 8): string[] {
  const signs = [...run]
  return [...new Set(signs.flatMap((_, from) => Array.from({ length: Math.min(longest, signs.length - from) - 1 }, (__, more) => signs.slice(from, from + 2 + more).join(''))))]
}
