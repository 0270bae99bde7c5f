import { Form, Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Field, Select } from '#app/components/ui/field.tsx'
import type { QueryErrors, QuickRange, ReportQuery } from '#app/domain/reporting/query.ts'
import { searchOf } from '#app/domain/reporting/query.ts'
import { addDays } from '#app/domain/time.ts'

type Named = { id: string; name: string; town?: string | null }

/** Period and filters live in the address: links and one GET form. */
export function BoardFilters({
  query,
  ranges,
  regiments,
  merchants,
  errors,
}: {
  query: ReportQuery
  ranges: readonly QuickRange[]
  regiments: readonly Named[]
  merchants: readonly Named[]
  errors: QueryErrors
}) {
  return (
    <section aria-label="期间和筛选" className="mb-5 rounded-card border border-line bg-white p-4 shadow-card no-print">
      <div className="flex flex-wrap gap-2" role="group" aria-label="常用期间">
        {ranges.map(({ label, from, to }) => {
          const chosen = from === query.from && to === query.to
          return (
            <Link
              key={label}
              to={searchOf({ ...query, from, to })}
              aria-current={chosen ? 'true' : undefined}
              className={classNames(
                'inline-flex min-h-9 items-center rounded-pill border px-3.5 text-sm no-underline',
                chosen ? 'border-cinnabar bg-cinnabar-wash font-semibold text-cinnabar-deep' : 'border-line-strong bg-white hover:bg-paper',
              )}
            >
              {label}
            </Link>
          )
        })}
      </div>
      {/* Keyed by the address, so that the fields follow a chosen range. */}
      <Form key={searchOf(query)} method="get" action="/command" className="mt-3 grid grid-cols-2 items-end gap-3 lg:grid-cols-[10rem_10rem_1fr_1fr_auto]">
        <Field label="开始日" name="from" type="date" defaultValue={query.from} error={errors.period} required />
        <Field label="结束日" name="last" type="date" defaultValue={addDays(query.to, -1)} required />
        <Select
          label="团场"
          name="regiment"
          defaultValue={query.regimentId ?? ''}
          placeholder="全部团场"
          error={errors.regiment}
          options={regiments.map(({ id, name, town }) => ({ value: id, label: town ? `${name} ${town}` : name }))}
        />
        <Select
          label="企业"
          name="merchant"
          defaultValue={query.merchantId ?? ''}
          placeholder="全部企业"
          error={errors.merchant}
          options={merchants.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button tone="secondary" className="col-span-2 lg:col-span-1">
          查看
        </Button>
      </Form>
    </section>
  )
}
