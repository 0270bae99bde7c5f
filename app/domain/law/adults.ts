// liquor is not sold to minors; whoever buys it says to be of age, each time anew.

type Goods = { skuId: string; title: string; adultOnly: boolean }
type Ordered = { groups: readonly { lines: readonly Goods[]; gifts: readonly Goods[] }[] }

/** What of an order, gifts included, is for adults only. */
export function adultGoods({ groups }: Ordered): { skuId: string; title: string }[] {
  const found = new Map<string, { skuId: string; title: string }>()
  for (const { skuId, title, adultOnly } of groups.flatMap(({ lines, gifts }) => [...lines, ...gifts])) if (adultOnly) found.set(skuId, { skuId, title })
  return [...found.values()]
}

export function needsAdult(order: Ordered): boolean {
  return adultGoods(order).length > 0
}
