import Stripe from 'stripe'

type Client = ReturnType<typeof Stripe.createNodeHttpClient>

/**
 * The SDK's own client with two walls it lacks: an answer that drips in byte by byte ends
 * at the deadline (the SDK measures silence only), and a body that is JSON but no object
 * is an error of this call (in the SDK it is an unhandled rejection, which ends the process).
 */
export function strictHttpClient(): Client {
  const client = Stripe.createNodeHttpClient()
  return {
    getClientName: () => client.getClientName(),
    makeRequest: async (...request) => {
      const endsAt = Date.now() + request[7]
      const response = await client.makeRequest(...request)
      return {
        getStatusCode: () => response.getStatusCode(),
        getHeaders: () => response.getHeaders(),
        getRawResponse: () => response.getRawResponse(),
        toStream: (complete) => response.toStream(complete),
        toJSON: () => readObject(response, endsAt),
      }
    },
  }
}

async function readObject(response: Awaited<ReturnType<Client['makeRequest']>>, endsAt: number): Promise<object> {
  const raw = response.getRawResponse() as { destroy: (error: Error) => void }
  const deadline = setTimeout(() => raw.destroy(new Error('The answer took too long')), Math.max(0, endsAt - Date.now()))
  try {
    const body: unknown = await response.toJSON()
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SyntaxError('The answer is not an object')
    return body
  } finally {
    clearTimeout(deadline)
  }
}
