import type { LinksFunction, MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { artUrl } from '#app/components/art/motif.tsx'
import { BareErrorPage } from '#app/components/error-page.tsx'
import { useRequestFacts } from '#app/components/request-context.ts'
import enhanceUrl from '#app/components/storefront/enhance.js?url'
import consoleStylesUrl from '#app/styles/app.css?url'
import storeStylesUrl from '#app/styles/store.css?url'

// The seal also stands in the header, so it is fetched once.
export const links: LinksFunction = () => [{ rel: 'icon', href: artUrl('seal'), type: 'image/svg+xml' }]

export const meta: MetaFunction = () => [{ title: '塔里木河年货节' }]

/** Storefront pages are plain HTML; consoles hydrate (`handle = { scripts: true }`). */
function useHydration(): boolean {
  return useMatches().some(({ handle }) => {
    return typeof handle === 'object' && handle !== null && 'scripts' in handle && handle.scripts === true
  })
}

export function Layout({ children }: { children: ReactNode }) {
  const hydrated = useHydration()
  const { cspNonce, elder } = useRequestFacts()
  return (
    <html lang="zh-CN" data-elder={elder ? '' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#b3261e" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <link rel="stylesheet" href={hydrated ? consoleStylesUrl : storeStylesUrl} />
        <Links />
        {hydrated ? null : <script src={enhanceUrl} defer />}
      </head>
      <body>
        <a
          href="#content"
          className="sr-only z-50 bg-ink px-4 py-2 text-white focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          跳到正文
        </a>
        {children}
        {hydrated ? (
          <>
            <ScrollRestoration nonce={cspNonce} />
            <Scripts nonce={cspNonce} />
          </>
        ) : null}
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main id="content">
      <BareErrorPage />
    </main>
  )
}
