/** A path of this site to go on to, or `/`. Other hosts and schemes never pass. */
export function safePath(path: string | null): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/'
}
