import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { makePhoto, makePicture } from '#app/infra/pictures.server.ts'
import { photograph, pngOf } from '#tests/factories/pictures.ts'

async function made(sent: Buffer) {
  const answer = await makePicture(sent)
  if (!answer.ok) throw new Error(answer.problem)
  return answer.picture
}

describe('a picture that was sent', () => {
  test('is made anew without place, camera and names, and stands upright', async () => {
    const sent = await photograph(320, 200)
    const before = await sharp(sent).metadata()
    expect([before.orientation, before.exif?.includes('PhoneMaker'), before.exif?.includes('GPS') || (before.exif?.length ?? 0) > 100]).toEqual([6, true, true])
    const { large, small, width, height } = await made(sent)
    expect([width, height]).toEqual([200, 320])
    for (const bytes of [large, small]) {
      const after = await sharp(bytes).metadata()
      expect({ format: after.format, exif: after.exif, xmp: after.xmp, iptc: after.iptc, orientation: after.orientation }).toEqual({ format: 'webp', exif: undefined, xmp: undefined, iptc: undefined, orientation: undefined })
      expect(bytes.includes('PhoneMaker')).toBe(false)
    }
    // Turned right: what was left, the red half, is above.
    const [r = 0, , b = 0] = await sharp(large).extract({ left: 100, top: 20, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
    expect([r > 200, b < 50]).toEqual([true, true])
  })

  test('is at most 1600 px and never blown up; the small one is a square of 240', async () => {
    const wide = await made(await pngOf(4_000, 1_000))
    expect([wide.width, wide.height]).toEqual([1_600, 400])
    expect(await made(await pngOf(40, 30))).toMatchObject({ width: 40, height: 30 })
    const { width, height } = await sharp(wide.small).metadata()
    expect([width, height]).toEqual([240, 240])
  })

  test('is told by its content: an animation, a drawing, a page, half a file and a mere beginning are none', async () => {
    const whole = await photograph()
    const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).gif().toBuffer()
    const none = [
      gif,
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      whole.subarray(0, Math.floor(whole.length / 2)),
      whole.subarray(0, 20),
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<script>alert(1)</script>')]),
      Buffer.alloc(0),
    ]
    for (const sent of none) expect(await makePicture(sent)).toEqual({ ok: false, problem: 'none' })
  })

  test('loses whatever was hung behind it', async () => {
    const { large } = await made(Buffer.concat([await pngOf(50, 50), Buffer.from('<script>alert(1)</script>')]))
    expect(large.includes('script')).toBe(false)
  })

  test('of 30,000 px is refused before it is decoded', async () => {
    expect(await makePicture(await pngOf(30_000, 20))).toEqual({ ok: false, problem: 'pixels' })
  })

  test('of nine megabytes is refused', async () => {
    const heavy = Buffer.concat([await pngOf(50, 50), Buffer.alloc(9 * 1024 * 1024)])
    expect(await makePicture(heavy)).toEqual({ ok: false, problem: 'bytes' })
  })
})

describe('a photograph of goods', () => {
  test('what is not covered is white, also where the format knows no emptiness', async () => {
    const sent = await sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
    const answer = await makePhoto(sent)
    if (!answer.ok) throw new Error(answer.problem)
    expect(answer.picture.files.map(({ width, format }) => [width, format])).toEqual([[40, 'avif'], [40, 'webp']])
    for (const { bytes } of answer.picture.files) {
      const { channels, dominant } = await sharp(bytes).stats()
      expect([channels.length, dominant]).toEqual([3, { r: 248, g: 248, b: 248 }])
    }
  })

  test('a grey one and one of 16 bits are drawn like any other', async () => {
    const grey = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#808080' } }).greyscale().png().toBuffer()
    const deep = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#808080' } }).toColourspace('rgb16').png().toBuffer()
    for (const sent of [grey, deep]) expect(await makePhoto(sent)).toMatchObject({ ok: true, picture: { width: 400, height: 300, files: [{ width: 360, format: 'avif' }, { width: 360, format: 'webp' }, { width: 400, format: 'avif' }, { width: 400, format: 'webp' }] } })
  })
})
