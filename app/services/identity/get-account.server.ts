import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Receiver } from '#app/services/checkout/place-checkout.server.ts'
import { listSessions } from '#app/services/identity/sessions.server.ts'

export type SavedAddress = { id: string; receiver: Receiver; districtCode: string; cityCode: string; provinceCode: string; place: string; isDefault: boolean }

/** 138****5678 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

export async function getAccount({ userId, idHash }: { userId: string; idHash: string }) {
  const [user, sessions, addresses] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { phoneCipher: true } }),
    listSessions(userId),
    listAddresses(userId),
  ])
  return {
    phone: maskPhone(decrypt(user.phoneCipher)),
    addresses,
    sessions: sessions.map((session) => ({
      current: session.idHash === idHash,
      lastSeenAt: session.lastSeenAt,
      device: deviceName(session.userAgent),
    })),
  }
}

/** A person's addresses, the default one first. */
export async function listAddresses(userId: string): Promise<SavedAddress[]> {
  const rows = await db.address.findMany({ where: { userId }, orderBy: [{ isDefault: 'desc' }, { createdAt: 'desc' }] })
  const codes = rows.flatMap((row) => [row.provinceCode, row.cityCode, row.districtCode])
  const regions = await db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } })
  const nameOf = new Map(regions.map(({ code, name }) => [code, name]))
  return rows.map(({ id, personalCipher, provinceCode, cityCode, districtCode, isDefault }) => ({
    id,
    receiver: JSON.parse(decrypt(personalCipher)) as Receiver,
    provinceCode,
    cityCode,
    districtCode,
    place: [provinceCode, cityCode, districtCode].map((code) => nameOf.get(code) ?? '').filter((name) => name !== '市辖区').join(' '),
    isDefault,
  }))
}

function deviceName(userAgent: string | null): string {
  if (!userAgent) return '未知设备'
  const place = /MicroMessenger/.test(userAgent) ? '微信' : /Edg\//.test(userAgent) ? 'Edge' : /Firefox/.test(userAgent) ? 'Firefox' : /Chrome/.test(userAgent) ? 'Chrome' : /Safari/.test(userAgent) ? 'Safari' : '浏览器'
  const system = /Android/.test(userAgent) ? '安卓手机' : /iPhone|iPad/.test(userAgent) ? '苹果手机' : /Windows/.test(userAgent) ? 'Windows 电脑' : /Mac OS/.test(userAgent) ? '苹果电脑' : '电脑'
  return `${system} · ${place}`
}
