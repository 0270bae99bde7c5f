/** A picture that was drawn; null: too many are being drawn at once. */
export function pngResponse(png: Buffer | null, { keepSeconds }: { keepSeconds: number }): Response {
  if (!png) return new Response('请稍等片刻再试', { status: 503, headers: { 'Retry-After': '5' } })
  return new Response(new Uint8Array(png), {
    headers: {
      'Content-Type': 'image/png',
      'Content-Length': String(png.length),
      'Cache-Control': keepSeconds > 0 ? `public, max-age=${keepSeconds}` : 'no-store',
    },
  })
}
