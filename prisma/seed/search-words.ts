import type { Reader } from '#app/infra/db.server.ts'
import { readings } from '#app/infra/pinyin.server.ts'
import { addWords } from '#app/services/catalogue/index-listings.server.ts'

/** Names of goods of the division, as people say them. */
const names = [
  '红枣', '灰枣', '骏枣', '冬枣', '大枣', '枣夹核桃', '冬枣脆片', '苹果', '冰糖心苹果', '香梨', '圣女果', '西梅', '西梅干', '吊干杏', '葡萄干', '黑加仑',
  '核桃', '纸皮核桃', '核桃仁', '烤核桃', '干果', '雪米', '香米', '大米', '羊肉', '羊腿', '羊排', '牛肉', '风干牛肉', '鸳鸯鸭', '纯牛奶', '奶粉', '驼奶粉', '沙棘汁',
  '白酒', '四件套', '长绒棉', '棉被', '毛巾', '蜂蜜', '棉花蜜', '烤馕', '礼盒', '大礼包', '福利包', '一级', '特级',
]

/** Who looks for the first also means the others; not the other way round. */
const synonyms: readonly (readonly [word: string, ...also: string[]])[] = [
  ['红枣', '大枣', '灰枣', '骏枣'],
  ['大枣', '红枣', '灰枣', '骏枣'],
  ['枣子', '红枣', '灰枣', '骏枣', '冬枣'],
  ['干枣', '红枣', '灰枣', '骏枣'],
  ['胡桃', '核桃'],
  ['薄皮核桃', '纸皮核桃'],
  ['小番茄', '圣女果'],
  ['小西红柿', '圣女果'],
  ['樱桃番茄', '圣女果'],
  ['提子干', '葡萄干'],
  ['杏干', '吊干杏'],
  ['杏子', '吊干杏'],
  ['梅干', '西梅干'],
  ['大米', '雪米', '香米'],
  ['羊肉', '羊后腿', '羊排'],
  ['羊腿', '羊后腿'],
  ['牛肉干', '风干牛肉'],
  ['鸭子', '鸳鸯鸭'],
  ['鸭肉', '鸳鸯鸭'],
  ['牛奶', '纯牛奶'],
  ['骆驼奶', '驼奶粉'],
  ['驼奶', '驼奶粉'],
  ['蜂蜜', '棉花蜜'],
  ['被子', '棉被'],
  ['棉花被', '棉被'],
  ['床品', '四件套'],
  ['床上用品', '四件套'],
  ['馕饼', '烤馕'],
  ['新疆馕', '烤馕'],
  ['送礼', '礼盒', '大礼包'],
  ['年货', '大礼包', '礼盒'],
  ['慰问品', '福利包', '礼盒'],
]

/** Once: what operators change afterwards stays as they left it. */
export async function seedSearchWords(on: Reader): Promise<void> {
  if ((await on.searchSynonym.count()) > 0) return
  await on.searchSynonym.createMany({ data: synonyms.map(([word, ...also]) => ({ word, also })) })
  await addWords(on, [...names, ...synonyms.map(([word]) => word)].map((word) => [word, 'NAME'] as const), readings)
}
