import type { z } from 'zod'

export type FormErrors = Readonly<Record<string, string>>
export type FormValues = Readonly<Record<string, string>>
export type ParsedForm<T> =
  | { ok: true; value: T; values: FormValues }
  /** One sentence a field (`''` for the whole form), and everything as it was typed. */
  | { ok: false; errors: FormErrors; values: FormValues }

// Never sent back into a page.
const secretFields = /password|密码|code$/i

/**
 * Reads a posted form through a strict schema: unknown fields are refused, a field sent
 * twice is refused unless the schema wants a list, no text holds a NUL or the mark that stands
 * for bytes that were no UTF-8.
 */
export async function parseForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<ParsedForm<z.output<Schema>>> {
  return parseFields(await request.formData(), schema)
}

export function parseFields<Schema extends z.ZodType>(form: FormData, schema: Schema): ParsedForm<z.output<Schema>> {
  const raw: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  const values: Record<string, string> = {}
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name)
    const texts = all.filter((value): value is string => typeof value === 'string')
    if (texts.length !== all.length || texts.some((text) => /[\0\uFFFD]/.test(text)))
      return { ok: false, errors: { [name]: '含有不能识别的字符' }, values }
    raw[name] = texts.length === 1 ? texts[0]! : texts
    if (!secretFields.test(name)) values[name] = texts.at(-1)!
  }
  const parsed = schema.safeParse({ ...raw })
  if (parsed.success) return { ok: true, value: parsed.data, values }
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) errors[issue.path.map(String).join('.')] ??= issue.message
  return { ok: false, errors, values }
}
