import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, transformWithEsbuild } from 'vite'

// Services and adapters are plain TypeScript that Node runs itself. Left outside the
// bundle, the web process, the worker and the tests share one module graph, so a
// database pool or a cache exists once a process.
const runsInNode = /^#app\/(?:domain|services|infra|http|jobs)\//

/** The shop's own script is a file of its own, not a module: nothing else makes it small. */
const smallScript = {
  name: 'small-script',
  apply: 'build',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'asset' && /enhance-[^/]*\.js$/.test(file.fileName))
        file.source = (await transformWithEsbuild(String(file.source), file.fileName, { minify: true, target: 'es2020' })).code
  },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    smallScript,
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
