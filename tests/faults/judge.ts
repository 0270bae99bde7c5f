import { db, pool } from '#app/infra/db.server.ts'
import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { SessionObject } from '#app/infra/stripe-sandbox/book.server.ts'
import { verifyBook } from '#app/services/verify/verify-book.server.ts'
import { verifyDatabase } from '#app/services/verify/verify-database.server.ts'
import type { History } from '#tests/faults/history.ts'

/** Everything that is wrong after a run; nothing where all that anybody was told is true. */
export async function judge(histories: readonly History[], bookFile: string, checkoutsBefore: number): Promise<string[]> {
  const sessions = readSessions(bookFile)
  return [
    ...histories.flatMap(({ who, wrong }) => wrong.map((line) => `${who}: ${line}`)),
    ...(await verifyDatabase()).map(({ id, sentence, rows }) => `${id} ${sentence}: ${JSON.stringify(rows)}`),
    ...(await verifyBook(bookFile)).map((row) => `I-15 the books differ: ${JSON.stringify(row)}`),
    ...(await doubled(histories, sessions, checkoutsBefore)),
    ...(await effects()),
    ...(await Promise.all(histories.map((history) => promises(history, sessions)))).flat(),
  ]
}

function readSessions(bookFile: string): SessionObject[] {
  const file = new BookFile(bookFile)
  const sessions = new Map<string, SessionObject>()
  for (const { kind, id, value } of file.read()) if (kind === 'session') sessions.set(id, value as SessionObject)
  file.close()
  return [...sessions.values()]
}

/** One order a form, one session an attempt, one capture an order. */
async function doubled(histories: readonly History[], sessions: readonly SessionObject[], checkoutsBefore: number): Promise<string[]> {
  const tokens = histories.flatMap(({ placeTokens }) => placeTokens)
  const [all, sent] = [await db.checkout.count(), await db.checkout.count({ where: { placeToken: { in: tokens } } })]
  return [
    ...(all - checkoutsBefore === sent ? [] : [`${all - checkoutsBefore} orders of ${sent} forms`]),
    ...repeated(sessions.map(({ metadata }) => metadata?.attempt_id)).map((id) => `attempt ${id} has two sessions`),
    ...repeated(sessions.filter(isPaid).map(({ client_reference_id }) => client_reference_id)).map((number) => `order ${number} was paid twice`),
    ...sessions.filter(({ status }) => status === 'open').map(({ id }) => `session ${id} can still be paid`),
  ]
}

const isPaid = ({ payment_status }: SessionObject) => payment_status === 'paid'
const repeated = (values: readonly (string | null | undefined)[]) => values.filter((value, place) => values.indexOf(value) !== place)

/** What follows from a payment, a parcel, a refund: once each. */
async function effects(): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(`
    select 'buyer of ' || c.number || ' heard ' || count(m.id) || ' times of the payment' as what
      from checkout c left join message m on m.dedupe_key = 'paid:' || c.id
     where c.state = 'PAID' and c.user_id is not null group by c.id having count(m.id) <> 1
    union all
    select 'seller heard ' || count(m.id) || ' times of ' || o.number
      from merchant_order o join membership p on p.merchant_id = o.merchant_id left join message m on m.dedupe_key = 'to-ship:' || o.number || ':' || p.user_id
     where o.paid_at is not null group by o.id, p.id having count(m.id) <> 1
    union all
    select 'buyer heard ' || count(m.id) || ' times of parcel ' || s.id
      from shipment s join merchant_order o on o.id = s.merchant_order_id join checkout c on c.id = o.checkout_id left join message m on m.dedupe_key = 'shipped:' || s.id
     where c.user_id is not null group by s.id having count(m.id) <> 1
    union all
    select 'promotion ' || n.promotion_id || ' counts ' || n.uses || ' uses of ' || count(p.checkout_id)
      from promotion_counter n left join promotion_claim p on p.promotion_id = n.promotion_id and p.state <> 'RELEASED'
     group by n.promotion_id having n.uses <> count(p.checkout_id) or n.uses > n.uses_limit or n.taken_fen <> coalesce(sum(p.amount_fen - p.released_fen), 0)
    union all
    select 'claim of ' || c.number || ' is ' || p.state || ', the order ' || c.state
      from promotion_claim p join checkout c on c.id = p.checkout_id
     where (c.state = 'PAID' and (p.state = 'USED') <> exists (select 1 from merchant_order o where o.checkout_id = c.id and o.state <> 'CLOSED')) or (c.state = 'CLOSED' and p.state <> 'RELEASED')
    union all
    select 'refund ' || id || ' failed' from refund where state = 'FAILED'
    union all
    select 'exception ' || kind || ' ' || detail from payment_exception`)
  return rows.map(({ what }) => what)
}

/** Each thing that somebody was told is there and is so. */
async function promises({ who, told }: History, sessions: readonly SessionObject[]): Promise<string[]> {
  const broken: string[] = []
  const say = (news: object, found: unknown) => broken.push(`${who} was told ${JSON.stringify(news)}, found ${JSON.stringify(found)}`)
  for (const news of told) {
    if (news.what === 'refused') continue
    if (news.what === 'shipped') {
      const parcels = await db.shipment.count({ where: { trackingNumber: news.tracking, merchantOrderId: news.merchantOrderId } })
      if (parcels !== 1) say(news, { parcels })
      continue
    }
    const order = await findOrder(news.number)
    const captured = sessions.filter((session) => session.client_reference_id === news.number && isPaid(session)).length
    const state = captured === 1 ? 'PAID' : 'CLOSED'
    if (order?.state !== state) say(news, { state: order?.state ?? 'no order', captured })
    if (news.what === 'captured' && captured !== 1) say(news, { captured })
    if ((news.what === 'paid' && state !== 'PAID') || (news.what === 'closed' && state !== 'CLOSED')) say(news, { state })
    const [part] = order?.merchantOrders ?? []
    // What of it made kept goods dearer is for the checker; the part itself goes back whole.
    const back = part?.refunds.filter((refund) => refund.state === 'SUCCEEDED').map(({ lines, freightFen }) => lines.reduce((fen, { amountFen }) => fen + amountFen, freightFen))
    if ((news.what === 'refunded' || news.what === 'taken-back') && (part?.state !== 'CLOSED' || back?.length !== 1 || back[0] !== part.totalFen)) say(news, { part: part?.state, back })
  }
  return broken
}

function findOrder(number: string) {
  return db.checkout.findUnique({
    where: { number },
    select: {
      state: true,
      merchantOrders: { orderBy: { number: 'asc' }, take: 1, select: { state: true, totalFen: true, refunds: { select: { state: true, freightFen: true, lines: { select: { amountFen: true } } } } } },
    },
  })
}
