import { Button } from '#app/components/ui/button.tsx'
import { FieldError, Select } from '#app/components/ui/field.tsx'
import type { RegionChoice, RegionLists } from '#app/domain/catalogue/views.ts'

function options(regions: readonly RegionChoice[]) {
  return regions.map(({ code, name, served }) => ({
    value: code,
    label: served ? name : `${name}（暂不配送）`,
    disabled: !served,
  }))
}

/**
 * Province, city, district. Each 选择 asks for the next list and keeps what was typed; with
 * the enhancement script the lists follow by themselves and the buttons go.
 */
export function RegionFields({
  regions,
  values,
  error,
}: {
  regions: RegionLists
  values: Readonly<Record<string, string>>
  error?: string
}) {
  const { province, city, district } = values
  return (
    <fieldset aria-describedby={error ? 'region-error' : undefined}>
      <legend className="sr-only">收货地区</legend>
      <div className="grid gap-4 sm:grid-cols-3 sm:gap-3">
        <div className="flex items-end gap-2">
          <Select
            className="min-w-0 flex-1"
            label="省"
            name="province"
            autoComplete="address-level1"
            required
            placeholder="请选择"
            options={options(regions.provinces)}
            defaultValue={province}
            data-region=""
          />
          <ChooseButton label="选择省" />
        </div>
        <div className="flex items-end gap-2">
          <Select
            className="min-w-0 flex-1"
            label="市"
            name="city"
            autoComplete="address-level2"
            required
            placeholder={province ? '请选择' : '先选省'}
            disabled={regions.cities.length === 0}
            options={options(regions.cities)}
            defaultValue={city}
            data-region=""
          />
          {regions.cities.length > 0 ? <ChooseButton label="选择市" /> : null}
        </div>
        <Select
          label="区县"
          name="district"
          autoComplete="address-level3"
          required
          placeholder={city ? '请选择' : '先选市'}
          disabled={regions.districts.length === 0}
          options={options(regions.districts)}
          defaultValue={district}
        />
      </div>
      {error ? <FieldError id="region-error">{error}</FieldError> : null}
    </fieldset>
  )
}

function ChooseButton({ label }: { label: string }) {
  return (
    <Button name="intent" value="region" tone="quiet" formNoValidate data-manual="" className="min-h-12 shrink-0" title={label}>
      选择
    </Button>
  )
}
