import sharp from 'sharp'

/** Left half red, right half blue, so that a turn can be seen. */
function canvas(width: number, height: number) {
  const blue = { create: { width: Math.max(1, Math.floor(width / 2)), height, channels: 3, background: '#0000ff' } } as const
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([{ input: blue, left: Math.ceil(width / 2), top: 0 }])
}

/** A photograph as a telephone makes it: turned by a mark, and saying where it was taken and with what. */
export function photograph(width = 320, height = 200): Promise<Buffer> {
  return canvas(width, height)
    .withExif({
      IFD0: { Make: 'PhoneMaker', Model: 'Model 7', Copyright: 'somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 39/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '121/1 25/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

export const pngOf = (width: number, height: number): Promise<Buffer> => sharp({ create: { width, height, channels: 3, background: '#c03020' } }).png().toBuffer()
