import type { z } from 'zod'
import type { ParsedForm } from '#app/http/parse-form.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'

/**
 * A form that brings files under one name, and for the rest what {@link parseFields} makes of
 * it. An untouched file field sends an empty file, which is none. How large a body may be is
 * decided before it is read.
 */
export async function parseUpload<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  name: string,
): Promise<ParsedForm<z.output<Schema>> & { files: Buffer[] }> {
  const form = await request.formData().catch(() => {
    throw new Response('提交的内容不完整，请返回再试一次', { status: 400 })
  })
  const files: Buffer[] = []
  for (const entry of form.getAll(name)) if (typeof entry !== 'string' && entry.size > 0) files.push(Buffer.from(await entry.arrayBuffer()))
  form.delete(name)
  return { ...parseFields(form, schema), files }
}
