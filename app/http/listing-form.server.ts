import { z } from 'zod'
import { goodsMotifs } from '#app/domain/motif.ts'
import { textField, yuanField } from '#app/http/fields.server.ts'

const optionalText = (label: string, max: number) => textField(label, { min: 0, max })

/** The listing form of a merchant; the rules of content are those of the domain. */
export const ListingForm = z.strictObject({
  intent: z.literal('save'),
  version: z.string().regex(/^\d{1,9}$/).transform(Number),
  title: textField('标题', { max: 60 }),
  subtitle: optionalText('副标题', 60),
  description: z.string().max(2_000, '描述最多 2000 个字').transform((text) => text.normalize('NFC').trim()),
  code: textField('货号', { max: 20 }),
  categoryId: z.string({ error: '请选择品类' }).min(1, '请选择品类'),
  regimentId: z.string({ error: '请选择产地' }).min(1, '请选择产地'),
  grade: textField('等级', { max: 20 }),
  spec: textField('规格', { max: 40 }),
  netGrams: z.string({ error: '请填写净含量' }).trim().regex(/^\d{1,7}$/, '净含量请填整数克').transform(Number),
  priceFen: yuanField('售价'),
  floorFen: yuanField('底价'),
  priceReason: optionalText('改价原因', 60),
  goodsType: z.enum(['DRIED', 'FRESH', 'FROZEN', 'LIQUID', 'NON_FOOD'], { error: '请选择商品类型' }),
  storage: optionalText('储存条件', 40),
  shelfLife: optionalText('保质期', 60),
  returnPolicy: z.enum(['SEVEN_DAY', 'NEEDS_CONFIRM', 'STATUTORY_EXEMPT_FRESH', 'STATUTORY_EXEMPT_CUSTOM'], { error: '请选择退货政策' }),
  motif: z.enum(goodsMotifs as [string, ...string[]], { error: '请选择剪纸图' }),
})

export const ListingMoveForm = z.strictObject({ intent: z.enum(['submit', 'publish', 'take_off']), version: z.string() })
