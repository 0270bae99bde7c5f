import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { RequestContext } from '#app/components/request-context.ts'

// Only an error page shows a request id; it must say the same after hydration.
const requestId = document.querySelector('[data-request-id]')?.textContent ?? undefined

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RequestContext.Provider value={{ cspNonce: undefined, requestId }}>
        <RemixBrowser />
      </RequestContext.Provider>
    </StrictMode>,
  )
})
