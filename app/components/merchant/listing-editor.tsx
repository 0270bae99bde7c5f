import { Form } from '@remix-run/react'
import { goodsTypeWords, returnPolicyWords } from '#app/components/console/words.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, Select, TextArea } from '#app/components/ui/field.tsx'
import type { ListingStatus } from '#app/domain/catalogue/listing.ts'
import { goodsMotifs, motifLabel } from '#app/domain/motif.ts'

export type ListingEditorProps = {
  listing: { id: string; slug: string; status: ListingStatus; version: number } | null
  choices: { categories: { id: string; name: string }[]; regiments: { id: string; name: string; town: string | null }[] }
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

export function ListingEditor({ listing, choices, values, errors }: ListingEditorProps) {
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] ?? null })
  return (
    <>
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="version" value={listing?.version ?? 0} />
        <Card labelledBy="say">
          <SectionHeading id="say" title="怎么介绍" />
          <div className="grid gap-4">
            <Field label="标题" {...field('title')} hint="写清品名和等级，不用“最”“第一”等字眼" />
            <Field label="副标题" optional {...field('subtitle')} />
            <TextArea label="描述" optional rows={4} {...field('description')} />
            <div className="grid gap-4 sm:grid-cols-3">
              <Select label="品类" placeholder="请选择" options={choices.categories.map(({ id, name }) => ({ value: id, label: name }))} {...field('categoryId')} />
              <Select label="产地" placeholder="请选择" options={choices.regiments.map(({ id, name, town }) => ({ value: id, label: town ? `${name} ${town}` : name }))} {...field('regimentId')} />
              <Select label="剪纸图" options={goodsMotifs.map((name) => ({ value: name, label: motifLabel(name) }))} {...field('motif')} />
            </div>
          </div>
        </Card>
        <Card labelledBy="sell">
          <SectionHeading id="sell" title="卖什么、多少钱" note="每 500 g 的单价由净含量自动算出" />
          <div className="grid gap-4 sm:grid-cols-3">
            <Field label="货号" {...field('code')} />
            <Field label="等级" {...field('grade')} />
            <Field label="规格" {...field('spec')} hint="例如 500 g × 2 袋" />
            <Field label="净含量" suffix="克" inputMode="numeric" {...field('netGrams')} />
            <Field label="售价" suffix="元" inputMode="decimal" {...field('priceFen')} />
            <Field label="底价" suffix="元" inputMode="decimal" hint="优惠后也不低于它" {...field('floorFen')} />
          </div>
          {listing ? (
            <Field className="mt-4" label="改价原因" optional hint="改价都会留下记录；活动开始前 30 天内涨价，没有原因不能报名" {...field('priceReason')} />
          ) : (
            <input type="hidden" name="priceReason" value="" />
          )}
        </Card>
        <Card labelledBy="keep">
          <SectionHeading id="keep" title="怎么存、怎么退" />
          <div className="grid gap-4 sm:grid-cols-2">
            <Select label="商品类型" options={optionsOf(goodsTypeWords)} {...field('goodsType')} />
            <Select label="退货政策" options={optionsOf(returnPolicyWords)} {...field('returnPolicy')} />
            <Field label="储存条件" {...field('storage')} />
            <Field label="保质期" {...field('shelfLife')} />
          </div>
        </Card>
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="save">保存</Button>
          <LinkButton to="/merchant/listings" tone="quiet">返回</LinkButton>
          {listing?.status === 'LISTED' ? <LinkButton to={`/products/${listing.slug}`} tone="quiet" reloadDocument>看看店里的样子</LinkButton> : null}
        </div>
      </Form>
      {listing ? <Moves status={listing.status} version={listing.version} /> : null}
    </>
  )
}

function Moves({ status, version }: { status: ListingStatus; version: number }) {
  const move = { DRAFT: ['submit', '提交审核'], LISTED: ['take_off', '下架'], OFF_SHELF: ['publish', '上架'], IN_REVIEW: null }[status]
  if (!move) return null
  return (
    <Form method="post" className="mt-4 border-t border-line pt-4">
      <input type="hidden" name="version" value={version} />
      <Button tone="secondary" name="intent" value={move[0]}>{move[1]}</Button>
    </Form>
  )
}
