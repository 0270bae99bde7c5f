import { hash } from '@node-rs/argon2'
import { encrypt, keyedHash } from '#app/infra/crypto.server.ts'
import type { Reader } from '#app/infra/db.server.ts'
import type { Role } from '#app/infra/generated/prisma/enums.ts'
import { merchantId } from '#prisma/seed/catalogue.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

export const DEMO_PASSWORD = 'nianhuo-2027'

type Account = { phone: string; name: string; role?: Role; merchant?: string; address?: { districtCode: string; street: string } }

const districts = ['331002', '331003', '331004', '331022', '331023', '331024', '331081', '331082', '331083']

export const accounts: readonly Account[] = [
  { phone: '13800000001', name: '示例顾客甲', address: { districtCode: '331002', street: '示例街道 1 号 101 室' } },
  { phone: '13800000002', name: '示例顾客乙', address: { districtCode: '331082', street: '示例街道 2 号 202 室' } },
  { phone: '13800000101', name: '示例店主甲', role: 'MERCHANT_OWNER', merchant: 'heyan-zaoyuan' },
  { phone: '13800000102', name: '示例店主乙', role: 'MERCHANT_OWNER', merchant: 'shahe-guoyuan' },
  { phone: '13800000111', name: '示例店员', role: 'MERCHANT_STAFF', merchant: 'heyan-zaoyuan' },
  { phone: '13800000201', name: '示例填表人', role: 'COMMAND_PREPARER' },
  { phone: '13800000202', name: '示例审核人', role: 'COMMAND_REVIEWER' },
  { phone: '13800000203', name: '示例签发人', role: 'COMMAND_CHIEF' },
  { phone: '13800000301', name: '示例运营甲', role: 'OPERATOR' },
  { phone: '13800000302', name: '示例运营乙', role: 'OPERATOR' },
  ...Array.from({ length: 600 }, (_, place): Account => ({
    phone: `139${String(place + 1).padStart(8, '0')}`,
    name: `抢购测试 ${place + 1}`,
    address: { districtCode: districts[place % districts.length]!, street: `示例路 ${place + 1} 号` },
  })),
]

export const userId = (phone: string): string => stableId(`user:${phone}`)

/** The demo's people. They share one password and one stored hash of it, which costs one hashing. */
export async function seedAccounts(on: Reader, at: Date): Promise<void> {
  const passwordHash = await hash(DEMO_PASSWORD, { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 })
  await on.user.createMany({
    data: accounts.map(({ phone, name }) => ({
      id: userId(phone),
      phoneHash: keyedHash('phone', phone),
      phoneCipher: encrypt(phone),
      nameCipher: encrypt(name),
      passwordHash,
      isDemo: true,
      createdAt: at,
    })),
  })
  await on.membership.createMany({
    data: accounts.flatMap(({ phone, role, merchant }) =>
      role ? [{ id: stableId(`membership:${phone}`), userId: userId(phone), role, merchantId: merchant ? merchantId(merchant) : null, createdAt: at }] : [],
    ),
  })
  await on.address.createMany({
    data: accounts.flatMap(({ phone, name, address }) =>
      address
        ? [
            {
              id: stableId(`address:${phone}`),
              userId: userId(phone),
              personalCipher: encrypt(JSON.stringify({ name, phone, street: address.street })),
              provinceCode: '330000',
              cityCode: '331000',
              districtCode: address.districtCode,
              isDefault: true,
              createdAt: at,
            },
          ]
        : [],
    ),
  })
}
