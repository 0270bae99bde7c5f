import { takePlace } from '#tests/faults/settings.ts'

/** Before the tests are read, because what they import reads its settings. */
export const place = await takePlace('.cache/faults-share')
