import type { ReactNode } from 'react'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Money } from '#app/components/ui/price.tsx'
import { Table } from '#app/components/ui/table.tsx'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import type { SkuChoice } from '#app/domain/catalogue/views.ts'
import { formatGrams } from '#app/domain/money.ts'

/** Specifications of one listing; each has its own address, so a choice can be shared. */
export function SkuLinks({ slug, skus, selected }: { slug: string; skus: readonly SkuChoice[]; selected: string | undefined }) {
  if (skus.length < 2) return null
  return (
    <nav aria-label="规格" className="mt-4">
      <ul className="flex flex-wrap gap-2">
        {skus.map((sku) => (
          <li key={sku.code}>
            <a
              href={`/products/${slug}?sku=${encodeURIComponent(sku.code)}`}
              aria-current={sku.code === selected ? 'true' : undefined}
              className={classNames(
                'flex min-h-11 flex-col justify-center rounded-control border px-3 py-1.5 text-sm no-underline',
                sku.code === selected ? 'border-cinnabar bg-cinnabar-wash ring-1 ring-cinnabar' : 'border-line-strong bg-white',
                sku.soldOut && 'text-ink-2',
              )}
            >
              <span className="font-semibold">
                {sku.grade} {sku.spec}
              </span>
              <span className="text-xs">{sku.soldOut ? '已售罄' : <Money fen={sku.shelf.priceFen} />}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type Described = {
  regiment: { name: string; town: string | null }
  goodsType: 'FRESH' | 'DRIED' | 'FROZEN' | 'LIQUID' | 'NON_FOOD'
  isLocal: boolean
  storage: string
  shelfLife: string
  season: string | null
  returnPolicy: ReturnPolicy
}

/** R-08 and R-12 on the page: what it is, where from, how it keeps, how it comes, how it goes back. */
export function productFacts(product: Described, sku: SkuChoice | null): { term: string; detail: ReactNode }[] {
  const rows: { term: string; detail: ReactNode }[] = []
  rows.push({
    term: '产地',
    detail: `第一师阿拉尔市 ${product.regiment.name}${product.regiment.town && product.regiment.town !== product.regiment.name ? ` ${product.regiment.town}` : ''}${product.isLocal ? '' : '（外地原料或外地生产，不计入本地产品）'}`,
  })
  if (sku) {
    if (sku.grade) rows.push({ term: '等级', detail: sku.grade })
    rows.push({ term: '规格', detail: sku.spec })
    rows.push({ term: '净含量', detail: formatGrams(sku.netGrams) })
  }
  if (product.season) rows.push({ term: '采收季', detail: product.season })
  if (product.goodsType !== 'NON_FOOD') rows.push({ term: '保质期', detail: product.shelfLife })
  rows.push({ term: product.goodsType === 'NON_FOOD' ? '收纳' : '储存', detail: product.storage })
  rows.push({ term: '退货', detail: returnPolicyWords[product.returnPolicy].sentence })
  return rows
}

export function BundleContents({ sku }: { sku: SkuChoice }) {
  return (
    <Card labelledBy="bundle">
      <SectionHeading id="bundle" title="箱内有什么" note="整箱发货，不单独拆卖" />
      <Table
        caption="箱内有什么"
        captionHidden
        columns={[
          { key: 'name', header: '商品', cell: (part) => part.name, rowHeader: true },
          { key: 'origin', header: '产地', cell: (part) => part.regimentName },
          { key: 'weight', header: '净含量', cell: (part) => formatGrams(part.netGrams), numeric: true },
        ]}
        rows={sku.components}
        rowKey={(part) => part.name}
        footer={
          <tr>
            <th scope="row" colSpan={2} className="py-2.5 text-left">
              合计
            </th>
            <td className="py-2.5 text-right tabular-nums">{formatGrams(sku.netGrams)}</td>
          </tr>
        }
      />
    </Card>
  )
}
