import { createContext, useContext } from 'react'

/** What the page knows of its request. The browser has no nonce: it hides them after use. */
export type RequestFacts = { cspNonce: string | undefined; requestId: string | undefined }

export const RequestContext = createContext<RequestFacts>({ cspNonce: undefined, requestId: undefined })

export function useRequestFacts(): RequestFacts {
  return useContext(RequestContext)
}
