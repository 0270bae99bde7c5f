import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { RequestContext } from '#app/components/request-context.ts'

// Only an error page shows these; it must say the same after hydration.
const requestId = document.querySelector('[data-request-id]')?.textContent ?? undefined
const databaseAway = document.querySelector('[data-database-away]') !== null

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RequestContext.Provider value={{ cspNonce: undefined, requestId, databaseAway, elder: false }}>
        <RemixBrowser />
      </RequestContext.Provider>
    </StrictMode>,
  )
})
