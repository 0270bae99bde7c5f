import { createContext, useContext } from 'react'

/** What the page knows of its request. The browser has no nonce: it hides them after use. */
export type RequestFacts = {
  cspNonce: string | undefined
  requestId: string | undefined
  /** The page failed because the database is away for the moment: no bug, worth trying again. */
  databaseAway: boolean
  /** Large type and fewer blocks were asked for (长辈模式); consoles know nothing of it. */
  elder: boolean
}

export const RequestContext = createContext<RequestFacts>({ cspNonce: undefined, requestId: undefined, databaseAway: false, elder: false })

export function useRequestFacts(): RequestFacts {
  return useContext(RequestContext)
}
