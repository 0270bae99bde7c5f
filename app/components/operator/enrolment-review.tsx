import { Form } from '@remix-run/react'
import { PriceEvidence } from '#app/components/console/price-evidence.tsx'
import type { EvidenceView } from '#app/components/console/price-evidence.tsx'
import { enrolmentStateWords } from '#app/components/console/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { FieldError } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatYuan } from '#app/domain/money.ts'
import type { EnrolmentState, EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'

export type ReviewRow = {
  title: string
  spec: string
  code: string
  listPriceFen: number
  floorPriceFen: number
  freeUnits: number
  evidence: EvidenceView
  enrolment: (EnrolmentTerms & { id: string; state: EnrolmentState; reason: string; version: number; crossShopTerms: string[] }) | null
}

export type ReviewAnswer = { id: string; errors: Readonly<Record<string, string>>; values: Readonly<Record<string, string>> } | null

/** One wish of a merchant with all that it is judged by, and the two decisions. */
export function EnrolmentReview({ row, answer }: { row: ReviewRow; answer: ReviewAnswer }) {
  const { title, spec, code, listPriceFen, floorPriceFen, freeUnits, evidence, enrolment } = row
  if (!enrolment) return null
  const { id, state, reason, version, campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop, crossShopTerms } = enrolment
  const { word, tone } = enrolmentStateWords[state]
  const figures = [
    ['日常价', `${formatYuan(listPriceFen)} 元`],
    ['活动价', `${formatYuan(campaignPriceFen)} 元（底价 ${formatYuan(floorPriceFen)}）`],
    ['划线价', referencePriceFen === null ? '不划线' : `${formatYuan(referencePriceFen)} 元`],
    ['承诺', `${promisedUnits} 件（可售 ${freeUnits}）`],
    ['每人限购', maxPerBuyer === null ? '不限' : `${maxPerBuyer} 件`],
    ['跨店满减', joinsCrossShop ? crossShopTerms.join('；').replaceAll('贵店', '商家') || '参加' : '不参加'],
  ] as const
  return (
    <li className="grid gap-3 px-4 py-4 sm:px-5 lg:grid-cols-[minmax(0,1fr)_17rem] lg:gap-6">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-2 text-md">
          {title}
          <Tag tone={tone}>{word}</Tag>
        </h3>
        <p className="text-xs text-ink-2">{code} · {spec}</p>
        <dl className="mt-2 grid grid-cols-[5rem_1fr] gap-x-3 gap-y-1 text-sm tabular-nums sm:grid-cols-[5rem_1fr_5rem_1fr]">
          {figures.map(([term, detail]) => (
            <div key={term} className="contents">
              <dt className="text-ink-2">{term}</dt>
              <dd>{detail}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-1"><PriceEvidence evidence={evidence} /></div>
        {state === 'REJECTED' ? <p className="mt-1 text-sm text-cinnabar">意见：{reason}</p> : null}
      </div>
      {state === 'PROPOSED' || state === 'ACCEPTED' ? (
        <Form method="post" preventScrollReset className="grid content-start gap-2">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="version" value={version} />
          {state === 'PROPOSED' ? <Button size="sm" name="intent" value="accept">通过</Button> : null}
          <label className="text-xs text-ink-2" htmlFor={`reason-${id}`}>{state === 'PROPOSED' ? '不通过的原因' : '撤出活动的原因'}</label>
          <input id={`reason-${id}`} name="reason" defaultValue={answer?.values.reason ?? ''} className="min-h-10 w-full rounded-control border border-line-strong bg-white px-2.5 text-base" />
          <Button size="sm" tone="quiet" name="intent" value="reject">{state === 'PROPOSED' ? '不通过' : '撤出活动'}</Button>
          {Object.entries(answer?.errors ?? {}).map(([name, sentence]) => (
            <FieldError key={name} id={`${name}-${id}-error`}>{sentence}</FieldError>
          ))}
        </Form>
      ) : null}
    </li>
  )
}
