/** A form-encoded body as the provider reads it: brackets become objects and lists. */
export type FormNode = string | FormNode[] | { [key: string]: FormNode }

type Branch = { [key: string]: Branch | string }

/** `a[b][0][c]=x` → { a: { b: [{ c: 'x' }] } }. Objects whose keys are 0…n−1 become lists. */
export function decodeForm(body: string): { [key: string]: FormNode } {
  const root: Branch = Object.create(null) as Branch
  for (const [key, value] of new URLSearchParams(body)) {
    const path = [key.split('[')[0] ?? '', ...[...key.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')]
    let node = root
    path.forEach((part, place) => {
      const name = part === '' ? String(Object.keys(node).length) : part
      if (place === path.length - 1) {
        node[name] = value
        return
      }
      const next = node[name]
      const branch: Branch = typeof next === 'object' ? next : (Object.create(null) as Branch)
      node[name] = branch
      node = branch
    })
  }
  return toNode(root) as { [key: string]: FormNode }
}

function toNode(node: Branch | string): FormNode {
  if (typeof node === 'string') return node
  const keys = Object.keys(node)
  if (keys.length > 0 && keys.every((key, place) => key === String(place))) return keys.map((key) => toNode(node[key]!))
  return Object.fromEntries(keys.map((key) => [key, toNode(node[key]!)]))
}
