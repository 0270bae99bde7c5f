import { expect, test } from 'vitest'
import { identityRows, missingFilings } from '#app/domain/law/filing.ts'
import type { PlatformIdentity } from '#app/domain/law/filing.ts'

const none: PlatformIdentity = { legalName: null, creditCode: null, kind: null, representative: null, capital: null, place: null, phone: null }
const whole: PlatformIdentity = { legalName: '示例平台有限公司', creditCode: '91650000MA0000000X', kind: '有限责任公司', representative: '示例', capital: '100 万元', place: '示例路 1 号', phone: '0997-0000000' }

test('R-44: what is not filed is told to the operators, what is filed is not', () => {
  expect(missingFilings({ icpNumber: null, psbNumber: null, platform: none })).toEqual([
    'ICP 备案号（ICP_NUMBER）没有设置，页脚不显示备案号',
    '公安联网备案号（PSB_NUMBER）没有设置，页脚不显示',
    '证照信息缺平台的登记名称、统一社会信用代码、类型、法定代表人、注册资本、住所、电话（PLATFORM_*）',
  ])
  expect(missingFilings({ icpNumber: '新ICP备0号', psbNumber: '新公网安备0号', platform: whole })).toEqual([])
  expect(missingFilings({ icpNumber: '新ICP备0号', psbNumber: '新公网安备0号', platform: { ...whole, phone: null } })).toEqual(['证照信息缺平台的电话（PLATFORM_*）'])
})

test('R-24: the platform shows what it has of its licence, in one order', () => {
  expect(identityRows(none)).toEqual([])
  expect(identityRows({ ...whole, capital: null }).map(({ term }) => term)).toEqual(['登记名称', '统一社会信用代码', '类型', '法定代表人', '住所', '电话'])
})
