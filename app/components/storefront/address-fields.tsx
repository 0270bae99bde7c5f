import type { Pasted } from '#app/components/storefront/paste-address.tsx'
import { PasteAddress } from '#app/components/storefront/paste-address.tsx'
import { RegionFields } from '#app/components/storefront/region-fields.tsx'
import { Field } from '#app/components/ui/field.tsx'
import type { RegionLists } from '#app/domain/catalogue/views.ts'

/** Who and where, at checkout and in the address book. */
export function AddressFields({
  values,
  errors,
  regions,
  pasted,
}: {
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  regions: RegionLists
  pasted: Pasted
}) {
  return (
    <>
      <PasteAddress pasted={pasted} text={values.pasted ?? ''} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="收货人" name="name" autoComplete="name" required maxLength={30} defaultValue={values.name} error={errors.name} />
        <Field label="手机号" name="phone" type="tel" inputMode="tel" autoComplete="tel" required maxLength={20} defaultValue={values.phone} error={errors.phone} />
      </div>
      <div data-swap="regions" className="mt-4">
        <RegionFields regions={regions} values={values} error={errors.district ?? errors.province ?? errors.city} />
      </div>
      <Field
        className="mt-4"
        label="详细地址"
        name="street"
        autoComplete="street-address"
        required
        maxLength={120}
        hint="街道、小区、楼号、门牌号"
        defaultValue={values.street}
        error={errors.street}
      />
    </>
  )
}
