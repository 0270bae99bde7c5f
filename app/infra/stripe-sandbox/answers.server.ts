/** What the sandbox answers: a status and a JSON body in the provider's shape. */
export type Answer = { status: number; body: object }

type ErrorType = 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error'

export class SandboxError extends Error {
  readonly status: number
  readonly type: ErrorType
  readonly code: string | null
  readonly param: string | null

  constructor(status: number, type: ErrorType, code: string | null, message: string, param: string | null = null) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
    this.param = param
  }

  get answer(): Answer {
    return {
      status: this.status,
      body: {
        error: {
          type: this.type,
          message: this.message,
          ...(this.code ? { code: this.code } : {}),
          ...(this.param ? { param: this.param } : {}),
        },
      },
    }
  }
}

export function invalid(message: string, code: string | null = null, param: string | null = null): SandboxError {
  return new SandboxError(400, 'invalid_request_error', code, message, param)
}

export function missing(kind: string, id: string): SandboxError {
  return new SandboxError(404, 'invalid_request_error', 'resource_missing', `No such ${kind}: '${id}'`, 'id')
}
