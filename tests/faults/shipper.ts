import { setTimeout as wait } from 'node:timers/promises'
import type { Cast } from '#tests/faults/cast.ts'
import { newHistory } from '#tests/faults/history.ts'
import type { History } from '#tests/faults/history.ts'
import { patientBrowser } from '#tests/faults/patient.ts'

const LOOK_MS = 250

/** The quick merchant, who ships whatever waits until the doors close. */
export async function shipOrders(shop: string, { quick }: Cast, closed: () => boolean): Promise<History> {
  const history = newHistory('merchant')
  const browse = patientBrowser(history, () => quick.cookie)
  const done = new Set<string>()
  let parcels = 0
  try {
    while (!closed()) {
      await wait(LOOK_MS)
      const { body } = await browse('orders to ship', `${shop}/merchant/orders`)
      for (const [, id] of body.matchAll(/\/merchant\/orders\/([0-9a-f-]{36})/g)) {
        if (done.has(id!)) continue
        done.add(id!)
        const page = `${shop}/merchant/orders/${id}`
        const fields = [...(await browse('order to ship', page)).body.matchAll(/name="(quantity:[0-9a-f-]{36})"[^>]*? value="(\d+)"/g)].map(([, name, value]) => [name!, value!])
        if (fields.length === 0) continue
        parcels += 1
        const tracking = `${Date.now()}${String(parcels).padStart(2, '0')}`.slice(0, 15)
        const answer = await browse('ship', page, { ...Object.fromEntries(fields), carrierCode: 'zto', trackingNumber: tracking })
        // After a lost answer the same parcel is refused as known, which says that it left.
        if (answer.status === 303) history.tell({ what: 'shipped', merchantOrderId: id!, tracking })
      }
    }
  } catch (error) {
    history.wrong.push(error instanceof Error ? error.message : String(error))
  }
  return history
}
