import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { promotionState } from '#app/components/operator/campaign-names.ts'
import { PromotionEditor } from '#app/components/operator/promotion-editor.tsx'
import { RecipeChooser } from '#app/components/operator/recipe-chooser.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { Phase } from '#app/domain/campaign/content.ts'
import { editorFields, editorValues, readEditor } from '#app/domain/promotion/editor.ts'
import type { Recipe } from '#app/domain/promotion/recipes.ts'
import { recipeFor, recipeOf } from '#app/domain/promotion/recipes.ts'
import { addMinutes, formatInstant } from '#app/domain/time.ts'
import { parseEditor } from '#app/http/editor-form.server.ts'
import { uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { getPromotionEditor } from '#app/services/campaign/editor-choices.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { publishPromotion } from '#app/services/promotion/publish-promotion.server.ts'
import { removePromotion, savePromotion } from '#app/services/promotion/save-promotion.server.ts'
import { stopPromotion } from '#app/services/promotion/stop-promotion.server.ts'

export const handle = { scripts: true }

/** The campaign, and the promotion; null for a new one. */
function placeOf(params: { id?: string; pid?: string }): { id: string; promotionId: string | null } {
  const promotionId = params.pid === 'new' ? null : (params.pid ?? '')
  if (!uuidField.safeParse(params.id).success || (promotionId !== null && !uuidField.safeParse(promotionId).success)) throw notFound()
  return { id: params.id!, promotionId }
}

/** The editor's facts, its kind and whose promotion it is; a new one has these in its address. */
async function openEditor(request: Request, params: { id?: string; pid?: string }) {
  const { id, promotionId } = placeOf(params)
  const editor = await getPromotionEditor(id, promotionId)
  if (!editor) throw notFound()
  const search = new URL(request.url).searchParams
  const { promotion, choices } = editor
  const recipe = promotion ? recipeFor(promotion.definition) : recipeOf(search.get('kind') ?? '')
  const merchantId = promotion ? promotion.merchantId : search.get('shop')
  const shop = choices.merchants.find((one) => one.id === merchantId) ?? null
  return { ...editor, recipe, shop: promotion?.merchantId && !shop ? { id: promotion.merchantId, name: '已停业的店' } : shop }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const { recipe, shop, promotion, ...editor } = await openEditor(request, params)
  const values: Record<string, string> = promotion ? { ...editorValues(promotion.definition) } as Record<string, string> : proposedValues(editor.campaign.phases, recipe)
  return { ...editor, promotion, recipe, shop, values, now: await shopNow(), done: new URL(request.url).searchParams.get('done') }
}

/** A new promotion begins with 爆发 and the platform paying; a flash sale is two hours of its first evening. */
function proposedValues(phases: readonly Phase[], recipe: Recipe | null): Record<string, string> {
  const peak = phases.find(({ code }) => code === 'peak') ?? phases[0]
  const isFlash = recipe?.kind === 'flash_sale'
  const span = peak && (isFlash ? { startsAt: addMinutes(peak.startsAt, 20 * 60), endsAt: addMinutes(peak.startsAt, 22 * 60) } : peak)
  const window = span ? { startsAt: formatInstant(span.startsAt).replace(' ', 'T'), endsAt: formatInstant(span.endsAt).replace(' ', 'T') } : { startsAt: '', endsAt: '' }
  return {
    ...window, ...(isFlash ? { 'action.items.0.maxPerBuyer': '1' } : {}), combine: 'all', buyers: 'ALL', 'funders.PLATFORM': '100',
    'coupon.claimFrom': window.startsAt, 'coupon.claimUntil': window.endsAt, 'coupon.validFrom': window.startsAt, 'coupon.validUntil': window.endsAt, 'coupon.validity': 'window', 'coupon.perPerson': '1',
  }
}

const STALE = '刚刚被别人改过了。您填的内容还在下面，请另开一页核对后再保存。'

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const { promotion, recipe, shop, campaign } = await openEditor(request, params)
  const form = await parseEditor(request, { intents: ['save', 'publish', 'stop', 'remove'], fields: editorFields, lists: ['scope.categoryIds', 'scope.skuIds', 'provinceCodes'] })
  const refuse = (errors: Readonly<Record<string, string>>, status: 409 | 422, typed = true) => data({ errors, values: typed ? form.values : null }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const desk = `/operator/campaigns/${campaign.id}`
  const by = { actor: { id: userId, role }, now: await shopNow() }
  if (form.intent === 'save') {
    if (!recipe) throw notFound()
    const merchantId = shop?.id ?? null
    const read = readEditor(form.values, recipe, merchantId, promotion?.definition ?? null)
    if (!read.ok) return refuse(read.problems, 422)
    const saved = await savePromotion({
      promotion: promotion && { id: promotion.id, version: form.version }, campaignId: campaign.id, merchantId, definition: read.definition, consent: form.values.consent?.trim() ?? '', ...by,
    })
    if (saved.ok) return redirect(`${desk}?done=promotion#promotions`, 303)
    if (saved.reason === 'invalid') return refuse(saved.problems, 422)
    if (saved.reason === 'not_found') throw notFound()
    return refuse({ '': saved.reason === 'closed' ? '这一届已经结束，不能再改优惠。' : STALE }, 409)
  }
  if (!promotion) throw notFound()
  const seen = { id: promotion.id, version: form.version, ...by }
  const here = `${desk}/promotions/${promotion.id}`
  switch (form.intent) {
    case 'publish': {
      const published = await publishPromotion(seen)
      if (published.ok) return redirect(`${here}?done=publish`, 303)
      if (published.reason === 'invalid') return refuse(published.problems, 422, false)
      return refuse({ '': published.reason === 'campaign_not_live' ? '年货节还没有发布。发布年货节时，这项优惠会一起发布。' : '刚刚被别人改过了，请刷新页面核对。' }, 409, false)
    }
    case 'stop': {
      const stopped = await stopPromotion({ ...seen, reason: '' })
      return stopped.ok ? redirect(`${here}?done=stop`, 303) : refuse({ '': '刚刚被别人改过了，请刷新页面核对。' }, 409, false)
    }
    default: {
      const removed = await removePromotion(seen)
      return removed.ok ? redirect(`${desk}?done=removed#promotions`, 303) : refuse({ '': '这项优惠刚刚被改过或已经发布，不能删除。' }, 409, false)
    }
  }
}

const doneWords: Record<string, string> = { publish: '已发布，顾客现在就能用。', stop: '已停止，不再给新的订单；已领的券仍可使用到期。' }

export default function CampaignPromotion() {
  const { campaign, promotion, recipe, shop, choices, goods, values, now, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const back = `/operator/campaigns/${campaign.id}`
  const trail = <p className="mb-1 text-sm"><Link to={back}>{campaign.name}</Link></p>
  if (!recipe || (!promotion && !shop && recipe.owner === 'MERCHANT'))
    return (
      <>
        {trail}
        <PageHeading title="添加优惠" note="先选是哪一种，再只填它需要的内容" />
        <RecipeChooser chosen={recipe} merchants={choices.merchants} />
      </>
    )
  const state = promotion && promotionState({ ...promotion, ...promotion.definition }, now)
  const said = doneWords[done ?? '']
  return (
    <>
      {trail}
      <PageHeading title={promotion ? promotion.definition.name : recipe.name} note={`${recipe.name} · ${shop ? shop.name : '平台'}`}>
        {state ? <Tag tone={state.tone}>{state.word}</Tag> : null}
      </PageHeading>
      {said && !answer ? <Notice tone="success" className="mb-4">{said}</Notice> : null}
      {answer ? <Notice tone="error" className="mb-4">{errors[''] ?? (answer.values ? '没有保存，请看标红的地方。' : '没有发布，请看标红的地方，改好保存后再发布。')}</Notice> : null}
      <PromotionEditor
        key={answer?.values ? JSON.stringify(answer.values) : `${promotion?.id ?? 'new'}-${promotion?.version ?? 0}`}
        recipe={recipe}
        version={promotion?.version ?? 0}
        shop={shop}
        base={promotion?.definition ?? null}
        categories={choices.categories}
        goods={goods}
        values={answer?.values ?? values}
        errors={errors}
        back={back}
      />
      {promotion && campaign.state !== 'CLOSED' ? (
        <Card as="div" className="mt-4">
          <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-3">
            <input type="hidden" name="version" value={promotion.version} />
            {campaign.state === 'LIVE' && (promotion.waits || promotion.state === 'STOPPED') ? <Button name="intent" value="publish" tone="secondary">{promotion.publishedVersion === null ? '发布' : promotion.state === 'STOPPED' ? '重新发布' : '发布已保存的修改'}</Button> : null}
            {promotion.state === 'PUBLISHED' ? <Button name="intent" value="stop" tone="danger">停止这项优惠</Button> : null}
            {promotion.publishedVersion === null ? <Button name="intent" value="remove" tone="danger">删除草稿</Button> : null}
            <p className="text-xs text-ink-2">发布的内容不再改动；修改后再发布就是新的一版，已下的单和已领的券不受影响。</p>
          </Form>
        </Card>
      ) : null}
    </>
  )
}
