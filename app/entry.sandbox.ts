// The local payment sandbox as a process of its own, for demo, development and tests.
import { PORT_TAKEN } from '#app/infra/launch/exit-codes.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'

const setting = (name: string, fallback: string): string => process.env[name] || fallback

const sandbox = await startSandbox({
  port: Number(setting('SANDBOX_PORT', '0')),
  host: setting('HOST', '127.0.0.1'),
  ...(process.env.SANDBOX_ORIGIN ? { publicOrigin: process.env.SANDBOX_ORIGIN } : {}),
  secretKey: setting('STRIPE_SECRET_KEY', 'sk_test_sandbox'),
  bookFile: process.env.SANDBOX_BOOK ?? null,
  webhookUrl: process.env.SANDBOX_WEBHOOK_URL ?? null,
  webhookSecret: setting('STRIPE_WEBHOOK_SECRET', 'whsec_sandbox').split(',')[0]!,
}).catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${JSON.stringify({ level: 60, msg: 'sandbox cannot start', code: error.code, error: error.message })}\n`)
  process.exit(error.code === 'EADDRINUSE' ? PORT_TAKEN : 1)
})
process.send?.('listening')
process.stdout.write(`${JSON.stringify({ level: 30, msg: 'sandbox started', url: sandbox.url })}\n`)

const stop = (): void => void sandbox.close().then(() => process.exit(0))
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
