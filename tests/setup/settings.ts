/** Settings of every test process; fixed keys, so that a failure repeats. */
export const testSettings = {
  APP_MODE: 'test',
  NODE_ENV: 'test' as const,
  LOG_LEVEL: 'silent',
  APP_ORIGIN: 'http://localhost:3000',
  DATABASE_POOL: '10',
  SESSION_SECRET: 'a-session-secret-of-the-tests-only',
  DATA_KEYS: `t1:${'5e'.repeat(32)}`,
  STRIPE_WEBHOOK_SECRET: 'whsec_of_the_tests_only',
  DEMO_TODAY: '2027-01-16',
  RATE_LIMIT_SCALE: '1000',
}
