import { z } from 'zod'
import { closeGaps } from '#app/domain/promotion/editor-action.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import type { FormErrors } from '#app/http/parse-form.server.ts'

// Editors with rows send many fields by name. Their schema is strict about names and
// lengths; what the texts mean is read by the domain, which the page asks, too.

const text = z.string().max(200, '太长了，请缩短').exactOptional()
/** Boxes of one name that are ticked: one text with blanks between. */
const ticks = z
  .union([z.string().max(60), z.array(z.string().max(60)).max(500)])
  .transform((all) => (typeof all === 'string' ? all : all.join(' ')))
  .exactOptional()

export type EditorForm = { ok: true; intent: string; version: number; values: Record<string, string> } | { ok: false; errors: FormErrors; values: Record<string, string> }

/**
 * Reads the posted form of an editor: its intent, the version that was seen, and the fields as
 * typed, rows without gaps. Unknown fields are refused.
 */
export async function parseEditor(request: Request, { intents, fields, lists }: { intents: readonly [string, ...string[]]; fields: readonly string[]; lists: readonly string[] }): Promise<EditorForm> {
  const schema = z.strictObject({
    intent: z.enum(intents, { error: '页面已过期，请刷新后再试' }),
    version: z.string().regex(/^\d{1,9}$/, '页面已过期，请刷新后再试').transform(Number),
    ...Object.fromEntries(fields.map((field) => [field, lists.includes(field) ? ticks : text])),
  })
  const form = await parseForm(request, schema)
  if (!form.ok) return { ok: false, errors: form.errors, values: { ...form.values } }
  const { intent, version, ...values } = form.value as { intent: string; version: number } & Record<string, string | undefined>
  return { ok: true, intent, version, values: closeGaps(values) }
}
