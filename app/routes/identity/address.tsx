import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { AddressFields } from '#app/components/storefront/address-fields.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import type { Pasted } from '#app/components/storefront/paste-address.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Checkbox } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { fillFromPaste, regionsFor, valuesOf } from '#app/http/address-form.server.ts'
import { districtField, phoneField, textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireShopper } from '#app/http/guards.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'
import type { FormErrors, FormValues } from '#app/http/parse-form.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { MOST_ADDRESSES, addAddress, editAddress } from '#app/services/address/save-address.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('收货地址')

/** `new`, or one of the person's own. */
async function findOwn(userId: string, id: string | undefined) {
  if (id === 'new') return null
  const address = uuidField.safeParse(id).success ? (await listAddresses(userId)).find((one) => one.id === id) : undefined
  if (!address) throw notFound()
  return address
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  const address = await findOwn(userId, params.id)
  return formState(address ? valuesOf(address) : {}, {}, null, address?.isDefault ?? false)
}

const AddressForm = z.strictObject({
  intent: z.literal('save'),
  pasted: z.string().optional(),
  name: textField('收货人', { max: 30 }),
  phone: phoneField,
  // Only the district counts; these two led to it.
  province: z.string().max(6).optional(),
  city: z.string().max(6).optional(),
  district: districtField,
  street: textField('详细地址', { min: 4, max: 120 }),
  isDefault: z.literal('yes').optional(),
})

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId } = await requireShopper(request)
  const address = await findOwn(userId, params.id)
  const wasDefault = address?.isDefault ?? false
  const sent = await request.formData()
  const form = parseFields(sent, AddressForm)
  const intent = sent.get('intent')
  if (intent === 'parse') {
    const { values, missing } = await fillFromPaste(form.values)
    return data(await formState(values, {}, { missing }, wasDefault))
  }
  // 选择 gives the page again with everything that was typed.
  if (intent !== 'save') return data(await formState(form.values, {}, null, wasDefault))
  if (!form.ok) return data(await formState(form.values, form.errors, null, wasDefault), { status: 422 })
  const { name, phone, street, district, isDefault } = form.value
  const input = { userId, receiver: { name, phone, street }, districtCode: district, isDefault: isDefault === 'yes' }
  const result = address ? await editAddress({ ...input, addressId: address.id }) : await addAddress(input)
  if (result.ok) {
    const next = new URL(request.url).searchParams.get('next')
    return redirect(next ? withAddress(safePath(next), result.id) : '/account/addresses?done=saved', 303)
  }
  if (result.reason === 'not_found') throw notFound()
  const errors: FormErrors = result.reason === 'full' ? { '': `地址簿最多存 ${MOST_ADDRESSES} 个，请先删掉不用的` } : { district: '请重新选择区县' }
  return data(await formState(form.values, errors, null, wasDefault), { status: result.reason === 'full' ? 409 : 422 })
}

/** Back to the page that asked for an address, with the one it asked for. */
function withAddress(path: string, id: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}address=${id}`
}

async function formState(typed: FormValues, errors: FormErrors, pasted: Pasted, wasDefault: boolean) {
  const { regions, values } = await regionsFor(typed)
  return { regions, values, errors, pasted, wasDefault }
}

export default function Address() {
  const loaded = useLoaderData<typeof loader>()
  const { regions, values, errors, pasted, wasDefault } = useActionData<typeof action>() ?? loaded
  return (
    <Content narrow>
      <PageHeading title={loaded.values.name ? '修改收货地址' : '新增收货地址'} />
      <form method="post" data-checkout="">
        {/* Enter in a field saves. */}
        <button type="submit" name="intent" value="save" hidden tabIndex={-1} />
        {errors[''] ? <Notice tone="error" className="mb-4">{errors['']}</Notice> : null}
        <Card as="div">
          <AddressFields values={values} errors={errors} regions={regions} pasted={pasted} />
          {wasDefault ? (
            <p className="mt-4 text-sm text-ink-2">这是默认地址。要换，请把另一个设为默认。</p>
          ) : (
            <Checkbox className="mt-4" name="isDefault" value="yes" label="设为默认地址" defaultChecked={values.isDefault === 'yes'} />
          )}
        </Card>
        <div className="mt-4 grid gap-2.5 sm:flex sm:flex-row-reverse sm:justify-start">
          <Button name="intent" value="save" size="lg">保存</Button>
          <LinkButton to="/account/addresses" tone="quiet" size="lg">取消</LinkButton>
        </div>
      </form>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
