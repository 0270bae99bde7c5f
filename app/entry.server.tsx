import { Transform } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createReadableStreamFromReadable } from '@remix-run/node'
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { RequestContext } from '#app/components/request-context.ts'
import { isElder } from '#app/http/elder.server.ts'
import { reportError } from '#app/http/report-error.server.ts'
import type { RequestTrouble } from '#app/http/report-error.server.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
  interface AppLoadContext {
    cspNonce: string
    requestId: string
    trouble: RequestTrouble['trouble']
  }
}

const ABORT_AFTER_MS = 10_000
export const streamTimeout = ABORT_AFTER_MS - 1_000

/** Pages hydrate only where a matched route asks for it: `handle = { scripts: true }`. */
function hydrates(context: EntryContext): boolean {
  return context.staticHandlerContext.matches.some((match) => {
    const handle: unknown = match.route.handle
    return typeof handle === 'object' && handle !== null && 'scripts' in handle && handle.scripts === true
  })
}

export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (!request.signal.aborted) reportError(error, context)
}

/** Documents carry only the headers that a route asks for; how long to wait must not get lost. */
function keepRetryAfter(headers: Headers, { staticHandlerContext }: EntryContext): void {
  for (const given of Object.values(staticHandlerContext.actionHeaders)) {
    const seconds = given.get('Retry-After')
    if (seconds) headers.set('Retry-After', seconds)
  }
}

/**
 * React 18 writes its 2 kB buffer out whole even when the next Chinese character no longer
 * fits, which leaves one or two NUL bytes in the page. HTML has no use for NUL.
 */
function withoutPadding(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { cspNonce, requestId, trouble } = loadContext
    keepRetryAfter(headers, remixContext)
    const streams = hydrates(remixContext)
    let responseStatus = status
    let sent = false

    const send = (body: BodyInit) => {
      sent = true
      headers.set('Content-Type', 'text/html; charset=utf-8')
      resolve(new Response(body, { headers, status: responseStatus }))
    }
    const sendStream = () => {
      const body = withoutPadding()
      send(createReadableStreamFromReadable(body))
      pipe(body)
    }
    // In one piece: it compresses three times better than piece by piece, each flushed.
    const sendWhole = () => {
      const body = withoutPadding()
      text(body).then(send, reject)
      pipe(body)
    }

    const { pipe, abort } = renderToPipeableStream(
      <RequestContext.Provider value={{ cspNonce, requestId, databaseAway: trouble.databaseAway, elder: !streams && isElder(request.headers.get('Cookie')) }}>
        <RemixServer context={remixContext} url={request.url} nonce={cspNonce} abortDelay={ABORT_AFTER_MS} />
      </RequestContext.Provider>,
      {
        nonce: cspNonce,
        // A page without scripts cannot fill a hole that arrives later.
        onShellReady: streams ? sendStream : undefined,
        onAllReady: streams ? undefined : sendWhole,
        onShellError: (error) => reject(error instanceof Error ? error : new Error(String(error))),
        onError: (error) => {
          responseStatus = 500
          if (sent && !request.signal.aborted) reportError(error, loadContext)
        },
      },
    )
    setTimeout(abort, ABORT_AFTER_MS).unref()
  })
}
