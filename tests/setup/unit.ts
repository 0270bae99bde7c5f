import { testSettings } from '#tests/setup/settings.ts'

Object.assign(process.env, testSettings)
