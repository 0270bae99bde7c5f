import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { makeDefaultAddress, removeAddress } from '#app/services/address/change-addresses.server.ts'
import { readPasted } from '#app/services/address/read-pasted.server.ts'
import { MOST_ADDRESSES, addAddress, editAddress, keepAddress } from '#app/services/address/save-address.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'
import { createShopper } from '#tests/factories/people.ts'

const receiver = { name: '陈小麦', phone: '13912345678', street: '示例路 1 号' }
const at = (street: string, isDefault = false) => ({ receiver: { ...receiver, street }, districtCode: '331002', isDefault })

async function book() {
  const { userId } = await createShopper()
  const add = async (street: string, isDefault = false) => {
    const added = await addAddress({ userId, ...at(street, isDefault) })
    if (!added.ok) throw new Error(added.reason)
    return added.id
  }
  const shown = async () => (await listAddresses(userId)).map((address) => `${address.receiver.street}${address.isDefault ? ' *' : ''}`)
  return { userId, add, shown }
}

describe('the default address', () => {
  test('is the first, moves to the one that is ticked, and to the newest when it is deleted', async () => {
    const { userId, add, shown } = await book()
    const first = await add('一号院')
    await add('二号院')
    expect(await shown()).toEqual(['一号院 *', '二号院'])
    const third = await add('三号院', true)
    expect(await shown()).toEqual(['三号院 *', '二号院', '一号院'])
    expect(await removeAddress({ userId, addressId: third })).toBe(true)
    expect(await shown()).toEqual(['二号院 *', '一号院'])
    expect(await makeDefaultAddress({ userId, addressId: first })).toBe(true)
    expect(await shown()).toEqual(['一号院 *', '二号院'])
  })

  test('stays one when many tabs choose at once', async () => {
    const { userId, add } = await book()
    const ids = await Promise.all(['a 号院', 'b 号院', 'c 号院', 'd 号院'].map((street) => add(street, true)))
    await Promise.all(ids.map((addressId) => makeDefaultAddress({ userId, addressId })))
    expect(await db.address.count({ where: { userId } })).toBe(4)
    expect(await db.address.count({ where: { userId, isDefault: true } })).toBe(1)
  })

  test('cannot be unticked: a book has one', async () => {
    const { userId, add, shown } = await book()
    const only = await add('一号院')
    expect(await editAddress({ userId, addressId: only, ...at('新一号院') })).toEqual({ ok: true, id: only })
    expect(await shown()).toEqual(['新一号院 *'])
  })
})

describe('changes', () => {
  test('rewrite the whole address, encrypted', async () => {
    const { userId, add } = await book()
    const id = await add('一号院')
    const input = { receiver: { name: '李小枣', phone: '13800001111', street: '中山路 9 号' }, districtCode: '110105', isDefault: false }
    expect(await editAddress({ userId, addressId: id, ...input })).toEqual({ ok: true, id })
    expect(await listAddresses(userId)).toEqual([
      { id, receiver: input.receiver, provinceCode: '110000', cityCode: '110100', districtCode: '110105', place: '北京市 朝阳区', isDefault: true },
    ])
    const { personalCipher } = await db.address.findUniqueOrThrow({ where: { id } })
    for (const secret of ['李小枣', '13800001111', '中山路']) expect(personalCipher).not.toContain(secret)
  })

  test('of another person find nothing and change nothing', async () => {
    const { add, shown } = await book()
    const id = await add('一号院')
    const stranger = (await createShopper()).userId
    expect(await editAddress({ userId: stranger, addressId: id, ...at('盗') })).toEqual({ ok: false, reason: 'not_found' })
    expect(await removeAddress({ userId: stranger, addressId: id })).toBe(false)
    expect(await makeDefaultAddress({ userId: stranger, addressId: id })).toBe(false)
    expect(await shown()).toEqual(['一号院 *'])
  })

  test('an unknown district, or a city in its place, is refused', async () => {
    const { userId } = await createShopper()
    for (const districtCode of ['999999', '331000'])
      expect(await addAddress({ userId, ...at('一号院'), districtCode })).toEqual({ ok: false, reason: 'unknown_district' })
    expect(await db.address.count({ where: { userId } })).toBe(0)
  })

  test(`the book ends at ${MOST_ADDRESSES}; an order's address is then not kept, the order itself is no matter`, async () => {
    const { userId, add } = await book()
    for (let place = 0; place < MOST_ADDRESSES; place += 1) await add(`${place} 号院`)
    expect(await addAddress({ userId, ...at('多一个') })).toEqual({ ok: false, reason: 'full' })
    await keepAddress({ userId, receiver, districtCode: '331002' })
    expect(await db.address.count({ where: { userId } })).toBe(MOST_ADDRESSES)
  })
})

describe('a pasted line', () => {
  test('is read with the regions of the database', async () => {
    expect(await readPasted('陈小麦，139 1234 5678，广东省东莞市长安镇示例路 8 号')).toEqual({
      name: '陈小麦', phone: '13912345678', place: { provinceCode: '440000', cityCode: '441900', districtCode: '441999' }, street: '长安镇示例路 8 号', missing: [],
    })
  })
})

test('every city has a district, so that everybody can choose one', async () => {
  const childless = await db.region.findMany({ where: { level: 'CITY', children: { none: {} } }, select: { name: true } })
  expect(childless).toEqual([])
  expect(await db.region.findUnique({ where: { code: '441999' }, select: { name: true, parentCode: true } })).toEqual({ name: '东莞市', parentCode: '441900' })
})
