export type Encoding = 'br' | 'gzip' | 'identity'

/** The best that the client takes; `;q=0` refuses. */
export function encodingOf(accepted: string | string[] | undefined): Encoding {
  const text = String(accepted ?? '')
  const takes = (name: string): boolean => new RegExp(`(?:^|[,\\s])${name}(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*(?:,|$)))`).test(text)
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity'
}
