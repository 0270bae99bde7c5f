import { z } from 'zod'

/**
 * Settings of one process, read from the environment once at start. A missing or wrong
 * setting stops the start with a sentence that names it.
 */
export type Env = ReturnType<typeof parseEnv>

const port = z.coerce.number().int().min(0).max(65_535)
const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
const optional = z
  .string()
  .trim()
  .optional()
  .transform((text) => text || null)

const Settings = z.object({
  APP_MODE: z.enum(['demo', 'production', 'test']).default('demo'),
  NODE_ENV: z.string().default('production'),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  APP_ORIGIN: optional,
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string({ error: 'is missing' }).regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: list.default([]),
  STRIPE_API_BASE: optional,
  SANDBOX_BOOK: optional,
  SESSION_SECRET: z.string({ error: 'is missing' }).min(32, 'needs at least 32 characters'),
  DATA_KEYS: z
    .string({ error: 'is missing' })
    .regex(/^[\w-]+:[0-9a-f]{64}(,[\w-]+:[0-9a-f]{64})*$/, 'must be id:64-hex-digits[,id:…], newest first'),
  SMTP_URL: optional,
  ICP_NUMBER: optional,
  PSB_NUMBER: optional,
  PLATFORM_NAME: optional,
  PLATFORM_CREDIT_CODE: optional,
  PLATFORM_KIND: optional,
  PLATFORM_REPRESENTATIVE: optional,
  PLATFORM_CAPITAL: optional,
  PLATFORM_PLACE: optional,
  PLATFORM_PHONE: optional,
  DEMO_TODAY: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2027-01-16')
    .default('2027-01-16'),
  RATE_LIMIT_SCALE: z.coerce.number().positive().default(1),
  PAGE_CACHE: z.enum(['on', 'off']).default('on'),
  FAILPOINT: optional,
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export class SettingsError extends Error {}

/**
 * @throws SettingsError naming every setting that is missing, wrong or not allowed in
 * production (the sandbox, default secrets, DEMO_TODAY and RATE_LIMIT_SCALE), or outside
 * of tests (FAILPOINT).
 */
export function parseEnv(source: Record<string, string | undefined>) {
  const parsed = Settings.safeParse(source)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new SettingsError(`Settings: ${lines.join('; ')}`)
  }
  const s = parsed.data
  const refused: string[] = []
  if (s.APP_MODE === 'production') {
    if (!s.STRIPE_SECRET_KEY) refused.push('STRIPE_SECRET_KEY is missing (the sandbox is not for production)')
    if (s.STRIPE_WEBHOOK_SECRET.length === 0) refused.push('STRIPE_WEBHOOK_SECRET is missing')
    if (source.DEMO_TODAY) refused.push('DEMO_TODAY is for demo mode only')
    if (source.RATE_LIMIT_SCALE) refused.push('RATE_LIMIT_SCALE is for demo and test mode only')
    if (!s.APP_ORIGIN?.startsWith('https://')) refused.push('APP_ORIGIN must be an https:// address')
    if (s.STRIPE_SECRET_KEY?.startsWith('sk_test_sandbox')) refused.push('STRIPE_SECRET_KEY is the sandbox key')
    if (/demo|change-?me/i.test(s.SESSION_SECRET)) refused.push('SESSION_SECRET is a default one')
  }
  if (s.FAILPOINT && s.APP_MODE !== 'test') refused.push('FAILPOINT is for test mode only')
  if (!s.STRIPE_SECRET_KEY && !s.STRIPE_API_BASE && s.APP_MODE !== 'test')
    refused.push('STRIPE_API_BASE is missing (address of the sandbox) and there is no STRIPE_SECRET_KEY')
  if (refused.length > 0) throw new SettingsError(`Settings: ${refused.join('; ')}`)

  const appOrigin = (s.APP_ORIGIN ?? `http://localhost:${s.PORT}`).replace(/\/$/, '')
  return Object.freeze({
    appMode: s.APP_MODE,
    nodeEnv: s.NODE_ENV,
    port: s.PORT,
    host: s.HOST,
    appOrigin,
    secureCookies: appOrigin.startsWith('https://'),
    trustProxyHops: s.TRUST_PROXY_HOPS,
    dataDir: s.DATA_DIR,
    databaseUrl: s.DATABASE_URL,
    databasePool: s.DATABASE_POOL,
    stripeSecretKey: s.STRIPE_SECRET_KEY ?? 'sk_test_sandbox',
    stripeWebhookSecrets: s.STRIPE_WEBHOOK_SECRET,
    stripeApiBase: s.STRIPE_API_BASE,
    /** Book of the local sandbox, for the seed's past payments. */
    sandboxBook: s.SANDBOX_BOOK,
    sessionSecret: s.SESSION_SECRET,
    dataKeys: s.DATA_KEYS,
    smtpUrl: s.SMTP_URL,
    icpNumber: s.ICP_NUMBER,
    psbNumber: s.PSB_NUMBER,
    /** Who runs the platform, as on the licence. */
    platform: {
      legalName: s.PLATFORM_NAME,
      creditCode: s.PLATFORM_CREDIT_CODE,
      kind: s.PLATFORM_KIND,
      representative: s.PLATFORM_REPRESENTATIVE,
      capital: s.PLATFORM_CAPITAL,
      place: s.PLATFORM_PLACE,
      phone: s.PLATFORM_PHONE,
    },
    demoToday: s.DEMO_TODAY,
    rateLimitScale: s.RATE_LIMIT_SCALE,
    pageCache: s.PAGE_CACHE === 'on',
    /** Where a fault run says when this process shall be lost. */
    failpointFile: s.FAILPOINT,
    logLevel: s.LOG_LEVEL,
  })
}

let parsed: Env | undefined

/** The settings of this process. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
