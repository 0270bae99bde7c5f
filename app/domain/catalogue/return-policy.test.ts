import { expect, test } from 'vitest'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'

const promises: [ReturnPolicy, boolean][] = [
  ['SEVEN_DAY', true],
  // without a confirmation of its own per purchase the return must be accepted.
  ['NEEDS_CONFIRM', true],
  ['STATUTORY_EXEMPT_FRESH', false],
  ['STATUTORY_EXEMPT_CUSTOM', false],
]

test.each(promises)('R-12: %s says whether it goes back without a reason, in the tag and in the sentence', (policy, goesBack) => {
  const { tag, sentence } = returnPolicyWords[policy]
  expect(tag.includes('不支持')).toBe(!goesBack)
  expect(sentence.includes('不适用 7 天无理由退货')).toBe(!goesBack)
})
