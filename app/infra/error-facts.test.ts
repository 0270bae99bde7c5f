import { describe, expect, test } from 'vitest'
import { errorFacts } from '#app/infra/error-facts.server.ts'
import { createLogger } from '#app/infra/logger.server.ts'

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more)

describe('what of an error may stand in a log', () => {
  test.each([
    ['words, tables and settings', failure('duplicate key value violates unique constraint "User_phoneHash_key"', { code: '23505' }), 'duplicate key value violates unique constraint "User_phoneHash_key"'],
    ['no phone, no order number', failure('no order 202701161234567 of 13800138000'), 'no order * of *'],
    ['no name', failure('cannot greet 王小明 in 阿拉尔市'), 'cannot greet … in …'],
    ['no mail', failure('refused "wang@example.com"'), 'refused "…"'],
    ['no value that PostgreSQL refused', failure('invalid input syntax for type uuid: "wang"', { code: '22P02' }), 'invalid input syntax for type uuid: "…"'],
    ['nor where Prisma tells it', failure('Raw query failed. Code: `22P02`. Message: `invalid input syntax for type uuid: "wang"`', { code: 'P2010' }), 'Raw query failed. Code: `22P02`. Message: `invalid input syntax for type uuid: "…"`'],
    ['no text that was no JSON', new SyntaxError(`Unexpected token 's', "secret" is not valid JSON`), 'Unexpected token "…", "…" is not valid JSON'],
    ['no call with its arguments', failure('Invalid `user.create()` invocation:\n{ name: "wang" }\nUnique constraint failed', { name: 'PrismaClientKnownRequestError', code: 'P2002' }), 'Unique constraint failed'],
  ])('%s', (_, error, message) => {
    expect(errorFacts(error).message).toBe(message)
  })

  test('a quoted value that is cut off goes whole', () => {
    const { message } = errorFacts(failure(`${'x'.repeat(495)}"wang@example.com"`))
    expect(message).toBe(`${'x'.repeat(495)}"…"`)
  })

  test('kind, code, place and cause', () => {
    const facts = errorFacts(new RangeError('too late', { cause: failure('lost', { code: 'ECONNRESET', detail: 'Key (phone)=(x)' }) }))
    expect(facts).toEqual({
      type: 'RangeError',
      message: 'too late',
      stack: expect.stringMatching(/^\s+at .*error-facts\.test\.ts/) as string,
      cause: { type: 'Error', code: 'ECONNRESET', message: 'lost', stack: expect.any(String) as string },
    })
  })

  test('what is no error says only that', () => {
    expect(errorFacts('13800138000')).toEqual({ type: 'string', message: '', stack: '' })
  })

  test('a chain without end is cut', () => {
    const error = new Error('round')
    error.cause = error
    expect(JSON.stringify(errorFacts(error)).match(/"message":"round"/g)).toHaveLength(4)
  })
})

test.each([
  ['as a field', (log: ReturnType<typeof createLogger>, err: Error) => log.error({ err }, 'failed')],
  ['as a field without words', (log: ReturnType<typeof createLogger>, err: Error) => log.error({ err })],
  ['alone', (log: ReturnType<typeof createLogger>, err: Error) => log.error(err)],
])('a line of the log carries no more of an error: %s', (_, write) => {
  const lines: string[] = []
  write(createLogger('info', { write: (line) => void lines.push(line) }), failure('no user 13800138000 王小明', { detail: 'Key (name)=(wang)' }))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('no user *')
  expect(lines[0]).not.toMatch(/13800138000|王小明|wang/)
})
