import { afterAll, beforeAll } from 'vitest'
import { singleton } from '#app/infra/singleton.server.ts'
import { createStripeProvider } from '#app/infra/stripe-provider.server.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import { testSettings } from '#tests/setup/settings.ts'

let sandbox: Sandbox | undefined

type Options = {
  bookFile?: string
  now?: () => Date
  /** The shop's patience with it. */
  timeoutMs?: number
  retries?: number
}

/** A payment sandbox for this test file, as this process's provider. Webhooks go out only where a test sends them. */
export function useSandbox({ bookFile, now, ...patience }: Options = {}): () => Sandbox {
  beforeAll(async () => {
    const started = await startSandbox({
      port: 0,
      secretKey: 'sk_test_sandbox',
      webhookUrl: null,
      webhookSecret: testSettings.STRIPE_WEBHOOK_SECRET,
      ...(bookFile ? { bookFile } : {}),
      ...(now ? { now } : {}),
    })
    sandbox = started
    singleton('payment-provider', () =>
      createStripeProvider({
        secretKey: 'sk_test_sandbox',
        webhookSecrets: [testSettings.STRIPE_WEBHOOK_SECRET],
        apiBase: started.url,
        ...patience,
      }),
    )
  })
  afterAll(async () => sandbox?.close())
  return () => {
    if (!sandbox) throw new Error('The sandbox has not started')
    return sandbox
  }
}
