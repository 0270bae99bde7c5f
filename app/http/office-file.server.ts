import type { OfficeFile } from '#app/services/reporting/export-bulletin.server.ts'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** A download with its Chinese name, and a plain one for programs that cannot read it. */
export function officeFileResponse(file: OfficeFile, plainName: string): Response {
  const type = types[file.name.endsWith('.xlsx') ? 'xlsx' : 'docx']
  return new Response(Buffer.from(file.bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(file.bytes.byteLength),
      'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Cache-Control': 'private, no-store',
    },
  })
}
