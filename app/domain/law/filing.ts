export type PlatformIdentity = {
  legalName: string | null
  creditCode: string | null
  kind: string | null
  representative: string | null
  capital: string | null
  place: string | null
  phone: string | null
}

const identityWords: Readonly<Record<keyof PlatformIdentity, string>> = {
  legalName: '登记名称',
  creditCode: '统一社会信用代码',
  kind: '类型',
  representative: '法定代表人',
  capital: '注册资本',
  place: '住所',
  phone: '电话',
}

/** what the platform has to show of itself, in the order of the licence; empty parts left out. */
export function identityRows(identity: PlatformIdentity): { term: string; detail: string }[] {
  return (Object.keys(identityWords) as (keyof PlatformIdentity)[]).flatMap((key) => (identity[key] ? [{ term: identityWords[key], detail: identity[key] }] : []))
}

/** what the operators still have to set before the shop may be open to the public. */
export function missingFilings({ icpNumber, psbNumber, platform }: { icpNumber: string | null; psbNumber: string | null; platform: PlatformIdentity }): string[] {
  const identity = (Object.keys(identityWords) as (keyof PlatformIdentity)[]).filter((key) => !platform[key]).map((key) => identityWords[key])
  return [
    ...(icpNumber ? [] : ['ICP 备案号（ICP_NUMBER）没有设置，页脚不显示备案号']),
    ...(psbNumber ? [] : ['公安联网备案号（PSB_NUMBER）没有设置，页脚不显示']),
    ...(identity.length > 0 ? [`证照信息缺平台的${identity.join('、')}（PLATFORM_*）`] : []),
  ]
}
