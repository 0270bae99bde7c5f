// By which marked link a shopper came: `?ch=…&ref=…`. The first and the last one are kept in
// a cookie of ours and written down with the order. Nothing is earned by it (sharing for a
// reward is what gets links blocked, and what are about).

/** What `ch` may say, with its name. Everything else is no mark of ours. */
export const channels = {
  wechat_group: '微信群',
  wechat_moments: '朋友圈',
  official_account: '公众号',
  mini_program: '小程序',
  channels_video: '视频号',
  douyin: '抖音',
  group_leader: '团长',
  poster: '海报',
  offline_fair: '线下展销',
  phone: '电话',
  link: '复制的链接',
} as const

export type Channel = keyof typeof channels

export type Touch = { channel: Channel; reference: string | null; at: Date }
export type Touches = { first: Touch; last: Touch }

/** Reports count by the last touch, if it is no older than this. */
export const TOUCH_COUNTS_DAYS = 7
const DAY_MS = 24 * 60 * 60_000

const REFERENCE = /^[\w-]{1,32}$/

export function isChannel(text: unknown): text is Channel {
  return typeof text === 'string' && Object.hasOwn(channels, text)
}

export function isReference(text: unknown): text is string {
  return typeof text === 'string' && REFERENCE.test(text)
}

/** The mark of an address; null: it has none that counts. A reference that is none is left out. */
export function readTouch(search: URLSearchParams, at: Date): Touch | null {
  const channel = search.get('ch')
  const reference = search.get('ref')
  return isChannel(channel) ? { channel, reference: isReference(reference) ? reference : null, at } : null
}

/** The same address without its mark. */
export function withoutMark(address: string): string {
  const [path = '/', query = ''] = address.split(/\?(.*)/s)
  const rest = new URLSearchParams(query)
  for (const name of ['ch', 'ref', 'cp']) rest.delete(name)
  return rest.size > 0 ? `${path}?${rest}` : path
}

/** An address with a mark, as posters and links carry it. */
export function withMark(address: string, { channel, reference }: Pick<Touch, 'channel' | 'reference'>): string {
  const url = new URL(address)
  url.searchParams.set('ch', channel)
  if (reference !== null) url.searchParams.set('ref', reference)
  return url.href
}

export function addTouch(before: Touches | null, touch: Touch): Touches {
  return { first: before?.first ?? touch, last: touch }
}

/** The channel that an order counts for. */
export function channelOf(touches: Touches | null, now: Date): string {
  const age = touches ? now.getTime() - touches.last.at.getTime() : Infinity
  return touches && age < TOUCH_COUNTS_DAYS * DAY_MS ? touches.last.channel : 'web'
}

/** As it stands in the cookie; whatever was tampered with is nothing. */
export function parseTouches(value: unknown): Touches | null {
  if (typeof value !== 'object' || value === null || !('first' in value) || !('last' in value)) return null
  const [first, last] = [parseTouch(value.first), parseTouch(value.last)]
  return first && last ? { first, last } : null
}

function parseTouch(value: unknown): Touch | null {
  if (typeof value !== 'object' || value === null) return null
  const { channel, reference, at } = value as Record<string, unknown>
  const time = typeof at === 'string' ? new Date(at) : null
  if (!isChannel(channel) || !(reference === null || isReference(reference)) || !time || Number.isNaN(time.getTime())) return null
  return { channel, reference, at: time }
}
