// Signs of the interface, drawn with one round pen on a 24 px grid. Pictures of goods are
// paper-cuts: see art/motif.tsx.
const strokes = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20.5 20.5',
  cart: 'M3 4.5h2.2l2.3 10.4h9.6l2-7.6H6.1M9 19.4h.01M16 19.4h.01',
  user: 'M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4ZM4.8 20c.6-3.6 3.4-5.4 7.2-5.4s6.6 1.8 7.2 5.4',
  orders: 'M6 3.8h12v16.4l-2.4-1.6-2.4 1.6-2.4-1.6-2.4 1.6L6 18.6V3.8Zm3.2 5h5.6m-5.6 3.8h5.6',
  'chevron-down': 'm6.5 9.5 5.5 5.5 5.5-5.5',
  'chevron-right': 'm9.5 6 6 6-6 6',
  'chevron-left': 'm14.5 6-6 6 6 6',
  check: 'm5 12.6 4.6 4.6L19 7.4',
  alert: 'M12 4 2.8 19.5h18.4L12 4Zm0 6v4.4m0 2.6h.01',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 7.4v5.2m0-8.3h.01',
  phone: 'M6.4 3.8 9 4l1.2 4-2 1.8c1 2.2 2.6 3.9 5 5l1.9-2 4 1.3.2 2.6c-.4 2-1.8 3-3.6 3C9.6 19.4 4.3 14 3.8 7.6c0-2 .9-3.3 2.6-3.8Z',
  truck: 'M2.5 6.5h11.5v10h-11.5zM14 10h4l3.5 3.4v3.1H14zM7 19.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Zm10.5 0a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  shop: 'M4 10.5v9h16v-9M3 9.5l2-5h14l2 5c0 1.3-1 2.2-2.3 2.2s-2.2-.9-2.2-2.2c0 1.3-1 2.2-2.2 2.2S12 10.8 12 9.5c0 1.3-1 2.2-2.3 2.2S7.5 10.8 7.5 9.5c0 1.3-1 2.2-2.2 2.2S3 10.8 3 9.5Z',
  pin: 'M12 21c4.6-4.6 6.8-8 6.8-11A6.8 6.8 0 0 0 12 3.2 6.8 6.8 0 0 0 5.2 10c0 3 2.2 6.4 6.8 11Zm0-8.6a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  ticket: 'M3.5 6.5h17v3.6a2 2 0 0 0 0 3.8v3.6h-17v-3.6a2 2 0 0 0 0-3.8V6.5Zm10.5 0v2m0 2.6v1.8m0 2.6v2',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 4v4.8l3.2 2',
  shield: 'M12 3.2 5 5.8v5.4c0 4.4 2.8 7.6 7 9.6 4.2-2 7-5.2 7-9.6V5.8L12 3.2Zm-3 8.7 2.2 2.2 4-4.2',
  scale: 'M12 4v16m-5 0h10M5 7h14M5 7l-2.6 6.5h5.2L5 7Zm14 0-2.6 6.5h5.2L19 7Z',
  minus: 'M5.5 12h13',
  plus: 'M5.5 12h13M12 5.5v13',
  trash: 'M5 7h14M9.5 7V4.5h5V7m-8 0 .8 12.5h9.4L17.5 7M10.3 10.5v5.5m3.4-5.5v5.5',
  edit: 'M4.5 19.5l.8-4L15.5 5.3l3.2 3.2L8.5 18.7l-4 .8Zm8.6-11.8 3.2 3.2',
  download: 'M12 4v11m-4.5-4.2L12 15.3l4.5-4.5M4.5 19.5h15',
  print: 'M7 8.5v-5h10v5M7 16.5H4v-8h16v8h-3M7 13.5h10v7H7z',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  heart: 'M12 20C6.6 16 3.5 12.6 3.5 9A4.6 4.6 0 0 1 8 4.4c1.7 0 3.1.9 4 2.3.9-1.4 2.3-2.3 4-2.3A4.6 4.6 0 0 1 20.5 9c0 3.6-3.1 7-8.5 11Z',
  talk: 'M4 5h16v11.5h-9.5L6.5 20v-3.5H4V5Zm4 4.2h8m-8 3.4h5',
  close: 'M6 6l12 12M18 6 6 18',
} as const

export type IconName = keyof typeof strokes

/** Decorative: the words beside it say the same. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={strokes[name]} />
    </svg>
  )
}
