import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

// Services and adapters are plain TypeScript that Node runs itself. Left outside the
// bundle, the web process, the worker and the tests share one module graph, so a
// database pool or a cache exists once a process.
const runsInNode = /^#app\/(?:domain|services|infra|http|jobs)\//

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    remix({
      appDirectory: 'app',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  build: {
    target: 'es2020',
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild ? { external: (id) => runsInNode.test(id) } : {},
  },
}))
