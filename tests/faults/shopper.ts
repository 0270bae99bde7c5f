import { setTimeout as wait } from 'node:timers/promises'
import type { Cast } from '#tests/faults/cast.ts'
import { newHistory } from '#tests/faults/history.ts'
import type { History } from '#tests/faults/history.ts'
import { patientBrowser, textOf } from '#tests/faults/patient.ts'
import type { ShopperPlan } from '#tests/faults/plan.ts'
import { cookieOf, hiddenOf } from '#tests/drive/ask.ts'
import type { Answer } from '#tests/drive/ask.ts'

const receiver = { name: '陈小麦', phone: '13912345678', street: '示例路 8 号', province: '330000', city: '331000', district: '331002', paymentMethod: 'ALIPAY' }
const LOOKS = 12
const AGREES_AGAIN = 3

export type Around = {
  shop: string
  cast: Cast
  /** The shopper presses the button of the provider's page at this moment. */
  pays: () => void
  /** Time to pay is over for this order. */
  fallDue: (number: string) => Promise<void>
}

/** One shopper from the cart to the end of their habit; gives what they were told. */
export async function shopAs(plan: ShopperPlan, who: { name: string; cookie: string }, around: Around): Promise<History> {
  const history = newHistory(who.name)
  try {
    await new Visit(plan, around, history, who.cookie).run()
  } catch (error) {
    history.wrong.push(error instanceof Error ? error.message : String(error))
  }
  return history
}

class Visit {
  readonly #plan: ShopperPlan
  readonly #around: Around
  readonly #history: ReturnType<typeof newHistory>
  readonly #browse: ReturnType<typeof patientBrowser>
  #cookie: string

  constructor(plan: ShopperPlan, around: Around, history: ReturnType<typeof newHistory>, cookie: string) {
    this.#plan = plan
    this.#around = around
    this.#history = history
    this.#cookie = cookie
    this.#browse = patientBrowser(history, () => this.#cookie)
  }

  async run(): Promise<void> {
    const payPage = await this.#place()
    if (!payPage) return
    const number = /\/pay\/(\d+)/.exec(payPage)?.[1] ?? ''
    this.#history.tell({ what: 'placed', number })
    await this.#look(payPage, number)
    if (this.#plan.habit === 'gives-up') return this.#cancel(payPage, number)
    const session = await this.#goToPay(payPage, number)
    if (!session || this.#plan.habit === 'walks-away') return
    if (this.#plan.habit === 'pays-late') {
      await this.#around.fallDue(number)
      // Until about when a worker closes it.
      await wait(this.#plan.pauseMs * 20)
    }
    const cancelling = this.#plan.habit === 'cancels-while-paying' ? this.#cancel(payPage, number) : null
    const back = await this.#pay(session, number)
    await cancelling
    if (!back || this.#plan.habit === 'closes-browser') return
    await this.#look(back, number)
    if (this.#plan.habit === 'takes-back') await this.#takeBack(payPage, number)
    else await this.#lookAtOrder(payPage, number)
  }

  #pause(): Promise<void> {
    return wait(this.#plan.pauseMs)
  }

  /** The address of the pay page, or nothing where the goods were gone. */
  async #place(): Promise<string | null> {
    const { shop, cast } = this.#around
    for (const [place, quantity] of this.#plan.goods.entries()) {
      if (quantity === 0) continue
      const added = await this.#browse('add to cart', `${shop}/cart`, { intent: 'add', skuId: cast.skus[place]!, quantity: String(quantity) })
      if (added.cookies.length > 0 && !this.#cookie) this.#cookie = cookieOf(added)
    }
    const opened = hiddenOf((await this.#browse('checkout', `${shop}/checkout`)).body)
    if (!opened.placeToken) return this.#refused()
    const choice = { ...receiver, placeToken: opened.placeToken }
    const chosen = hiddenOf((await this.#browse('choose a district', `${shop}/checkout`, { ...choice, intent: 'choose' })).body)
    this.#history.placeTokens.push(opened.placeToken)
    await this.#pause()
    const clicks = this.#plan.habit === 'clicks-twice' ? 2 : 1
    const place = (seen: string) =>
      Promise.all(Array.from({ length: clicks }, () => this.#browse('place', `${shop}/checkout`, { ...choice, seen, intent: 'place' })))
    let answers = await place(chosen.seen ?? '')
    // The discount went to somebody else, or came back: agreed, too.
    for (let again = 0; again < AGREES_AGAIN && answers.every(({ status }) => status === 409); again += 1) {
      const { seen } = hiddenOf(answers[0]!.body)
      if (seen) answers = await place(seen)
    }
    const places = new Set(answers.flatMap(({ status, location }) => (status === 303 && location?.startsWith('/pay/') ? [location] : [])))
    if (places.size > 1) this.#history.wrong.push(`one form, two orders: ${[...places].join(' ')}`)
    const [location] = places
    if (location === undefined) return this.#refused(answers[0])
    return shop + location
  }

  #refused(answer?: Answer): null {
    if (answer && ![409, 422].includes(answer.status)) this.#history.wrong.push(`place: ${answer.status} ${textOf(answer.body)}`)
    this.#history.tell({ what: 'refused' })
    return null
  }

  /** The provider's page for this order. */
  async #goToPay(payPage: string, number: string): Promise<string | null> {
    await this.#pause()
    const clicks = this.#plan.habit === 'clicks-twice' ? 2 : 1
    const answers = await Promise.all(Array.from({ length: clicks }, () => this.#browse('start payment', payPage, { intent: 'pay' })))
    const addresses = new Set(answers.flatMap(({ status, location }) => (status === 303 && location?.includes('/pay/cs_test_') ? [location] : [])))
    if (addresses.size > 1) this.#history.wrong.push(`order ${number} got two pay pages`)
    for (const { status, body } of answers) if (status !== 303 && status !== 409) this.#history.wrong.push(`start payment: ${status} ${textOf(body)}`)
    return [...addresses][0] ?? null
  }

  /** Where the provider sends whoever paid; nothing where its page was over. */
  async #pay(session: string, number: string): Promise<string | null> {
    await this.#pause()
    this.#around.pays()
    const answer = await this.#browse('pay at the provider', session, { outcome: 'success', webhooks: this.#plan.webhooks })
    if (answer.status !== 303 || !answer.location) return null
    this.#history.tell({ what: 'captured', number, sessionId: session.split('/').at(-1) ?? '' })
    return answer.location
  }

  /** The page of the payment, again and again while it says that it is being worked on. */
  async #look(page: string, number: string): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      const { status, body } = await this.#browse('pay page', page)
      if (status !== 200 || !body.includes(number)) return void this.#history.wrong.push(`pay page of ${number}: ${status} ${textOf(body)}`)
      const title = /<h1[^>]*>([^<]*)</.exec(body)?.[1] ?? ''
      if (title === '支付成功') this.#history.tell({ what: 'paid', number })
      if (title === '付款时间已过' || title === '订单已取消') this.#history.tell({ what: 'closed', number })
      if (title !== '正在确认付款结果' && title !== '订单正在关闭') return
      await wait(200)
    }
  }

  async #cancel(payPage: string, number: string): Promise<void> {
    await this.#pause()
    const answer = await this.#browse('cancel', payPage, { intent: 'cancel' })
    if (answer.status !== 303) this.#history.wrong.push(`cancel: ${answer.status} ${textOf(answer.body)}`)
    await this.#look(payPage, number)
  }

  async #takeBack(payPage: string, number: string): Promise<void> {
    const page = payPage.replace('/pay/', '/orders/')
    const part = `${number}-1`
    const form = (await this.#browse('order page', page)).body.split(`value="${part}"`)[1]?.split('</form>')[0] ?? ''
    const answer = await this.#browse('take back', page, { intent: 'cancel', part, seen: hiddenOf(form).seen ?? '0' })
    if (answer.status !== 303) return void this.#history.wrong.push(`take back: ${answer.status} ${textOf(answer.body)}`)
    if (!answer.location?.includes('too-late')) this.#history.tell({ what: 'taken-back', number })
    await this.#lookAtOrder(payPage, number)
  }

  async #lookAtOrder(payPage: string, number: string): Promise<void> {
    const { status, body } = await this.#browse('order page', payPage.replace('/pay/', '/orders/'))
    if (status !== 200 || !body.includes(number)) return void this.#history.wrong.push(`order page of ${number}: ${status} ${textOf(body)}`)
    if (body.includes('已原路退回')) this.#history.tell({ what: 'refunded', number })
  }
}
