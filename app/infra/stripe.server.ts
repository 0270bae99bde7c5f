import { env } from '#app/infra/env.server.ts'
import type { PaymentProvider } from '#app/infra/payment-provider.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

/**
 * The payment provider of this process, by the settings. The SDK is large, so it is loaded
 * with the first call and not with the process.
 */
export function paymentProvider(): PaymentProvider {
  return singleton('payment-provider', () => {
    let loaded: Promise<PaymentProvider> | undefined
    const load = (): Promise<PaymentProvider> => (loaded ??= createFromSettings())
    return {
      createSession: async (request) => (await load()).createSession(request),
      findSession: async (wanted) => (await load()).findSession(wanted),
      retrieveSession: async (id) => (await load()).retrieveSession(id),
      expireSession: async (id) => (await load()).expireSession(id),
      createRefund: async (request) => (await load()).createRefund(request),
      findRefund: async (wanted) => (await load()).findRefund(wanted),
      retrieveRefund: async (id) => (await load()).retrieveRefund(id),
      retrieveDispute: async (id) => (await load()).retrieveDispute(id),
      listEvents: async (since, types) => (await load()).listEvents(since, types),
      verifyWebhook: async (rawBody, signature) => (await load()).verifyWebhook(rawBody, signature),
    }
  })
}

async function createFromSettings(): Promise<PaymentProvider> {
  const { createStripeProvider } = await import('#app/infra/stripe-provider.server.ts')
  return createStripeProvider({
    secretKey: env().stripeSecretKey,
    webhookSecrets: env().stripeWebhookSecrets,
    apiBase: env().stripeApiBase,
  })
}
