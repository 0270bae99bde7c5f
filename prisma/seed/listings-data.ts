import type { GoodsType, ReturnPolicy } from '#app/infra/generated/prisma/enums.ts'

export type DemoListing = {
  code: string
  slug: string
  title: string
  subtitle: string
  grade: string
  spec: string
  merchant: string
  categoryId: string
  regimentId: string
  netGrams: number
  priceFen: number
  goodsType: GoodsType
  storage: string
  shelfLife: string
  returnPolicy: ReturnPolicy
  motif: string
  stock: number
  season?: string
  isLocal?: false
  components?: { code: string; name: string; categoryId: string; netGrams: number; shareBps: number; regimentId: string; producer: string }[]
}

const dry = { goodsType: 'DRIED', storage: '阴凉干燥处', returnPolicy: 'SEVEN_DAY' } as const
const fresh = { goodsType: 'FRESH', returnPolicy: 'STATUTORY_EXEMPT_FRESH' } as const
const frozen = { goodsType: 'FROZEN', storage: '−18 ℃ 冷冻', shelfLife: '12 个月', returnPolicy: 'STATUTORY_EXEMPT_FRESH' } as const
const liquid = { goodsType: 'LIQUID', returnPolicy: 'SEVEN_DAY' } as const
const cloth = { goodsType: 'NON_FOOD', storage: '通风干燥处', shelfLife: '不适用', returnPolicy: 'SEVEN_DAY' } as const
const coldApple = { storage: '0–4 ℃ 冷藏', shelfLife: '0–4 ℃ 下 60 天', season: '10 月下旬至 11 月采摘' } as const
const coldPear = { storage: '0–2 ℃ 冷藏', shelfLife: '0–2 ℃ 下 90 天', season: '9 月采摘' } as const

const part = (code: string, name: string, categoryId: string, netGrams: number, shareBps: number, regimentId: string, producer: string) => ({
  code, name, categoryId, netGrams, shareBps, regimentId, producer,
})

/** The forty goods of the demo festival. */
export const demoListings: readonly DemoListing[] = [
  { code: 'T001', slug: 't001-huizao', title: '阿拉尔灰枣 一级', subtitle: '树上吊干，肉厚核小', grade: '一级', spec: '500 g × 2 袋', merchant: 'heyan-zaoyuan', categoryId: 'dates', regimentId: 'r14', netGrams: 1_000, priceFen: 3_980, ...dry, shelfLife: '12 个月', motif: 'jujube', stock: 3_000 },
  { code: 'T002', slug: 't002-huizao-lihe', title: '灰枣 特级 礼盒', subtitle: '六小袋分装，送人自吃都方便', grade: '特级', spec: '250 g × 6', merchant: 'heyan-zaoyuan', categoryId: 'dates', regimentId: 'r14', netGrams: 1_500, priceFen: 8_800, ...dry, shelfLife: '12 个月', motif: 'jujube-box', stock: 2_500 },
  { code: 'T003', slug: 't003-junzao', title: '骏枣 三星', subtitle: '个头大，煮粥煲汤', grade: '三星', spec: '1 kg 袋', merchant: 'changan-junzao', categoryId: 'dates', regimentId: 'r10', netGrams: 1_000, priceFen: 3_680, ...dry, shelfLife: '12 个月', motif: 'jujube-branch', stock: 3_000 },
  { code: 'T004', slug: 't004-junzao-lihe', title: '骏枣 特级 礼盒', subtitle: '四袋一盒，年节走亲戚', grade: '特级', spec: '500 g × 4', merchant: 'changan-junzao', categoryId: 'dates', regimentId: 'r10', netGrams: 2_000, priceFen: 12_800, ...dry, shelfLife: '12 个月', motif: 'jujube-bowl', stock: 1_800 },
  { code: 'T005', slug: 't005-zaojiahetao', title: '枣夹核桃 独立装', subtitle: '一枣一仁，单颗包装', grade: '合格品', spec: '500 g', merchant: 'kaifaqu-shipin', categoryId: 'date-snacks', regimentId: 'rPK', netGrams: 500, priceFen: 4_580, ...dry, shelfLife: '9 个月', motif: 'stuffed-jujube', stock: 2_400 },
  { code: 'T006', slug: 't006-dongzao-cuipian', title: '冬枣脆片', subtitle: '罐装，开盖即食', grade: '合格品', spec: '250 g 罐', merchant: 'kaifaqu-shipin', categoryId: 'date-snacks', regimentId: 'r11', netGrams: 250, priceFen: 2_990, ...dry, shelfLife: '9 个月', motif: 'crisps', stock: 1_600 },
  { code: 'T007', slug: 't007-xian-dongzao', title: '鲜冬枣 南疆脆', subtitle: '当季现摘，冬季不供应', grade: '一级', spec: '2.5 kg 箱', merchant: 'heyan-zaoyuan', categoryId: 'fresh-fruit', regimentId: 'r11', netGrams: 2_500, priceFen: 9_800, ...fresh, storage: '0–4 ℃ 冷藏', shelfLife: '0–4 ℃ 下 7 天', season: '7–10 月', motif: 'jujube-branch', stock: 0 },
  { code: 'T008', slug: 't008-pingguo-80', title: '冰糖心苹果 80–85 mm', subtitle: '霜降后采摘，糖心看得见', grade: '80–85 mm', spec: '5 kg 箱（净 4.5 kg）', merchant: 'shahe-guoyuan', categoryId: 'fresh-fruit', regimentId: 'r05', netGrams: 4_500, priceFen: 8_900, ...fresh, ...coldApple, motif: 'apple', stock: 3_200 },
  { code: 'T009', slug: 't009-pingguo-lihe', title: '冰糖心苹果 85–90 mm 礼盒', subtitle: '十二枚大果，平平安安', grade: '85–90 mm', spec: '12 枚（净 3.3 kg）', merchant: 'shahe-guoyuan', categoryId: 'fresh-fruit', regimentId: 'r05', netGrams: 3_300, priceFen: 10_800, ...fresh, ...coldApple, motif: 'apple-box', stock: 2_000 },
  { code: 'T010', slug: 't010-pingguo-jiating', title: '冰糖心苹果 75–80 mm 家庭装', subtitle: '小一点，一样甜', grade: '75–80 mm', spec: '5 kg 箱（净 4.5 kg）', merchant: 'shahe-guoyuan', categoryId: 'fresh-fruit', regimentId: 'r05', netGrams: 4_500, priceFen: 6_900, ...fresh, ...coldApple, motif: 'apple-branch', stock: 3_500 },
  { code: 'T011', slug: 't011-xiangli', title: '香梨 特级', subtitle: '皮薄汁多，整箱发货', grade: '特级', spec: '5 kg 箱（净 4.5 kg）', merchant: 'matan-xiangli', categoryId: 'fresh-fruit', regimentId: 'r07', netGrams: 4_500, priceFen: 7_900, ...fresh, ...coldPear, motif: 'pear', stock: 2_600 },
  { code: 'T012', slug: 't012-xiangli-lihe', title: '香梨 礼盒', subtitle: '二十枚，单果网套', grade: '一级', spec: '20 枚（净 2.5 kg）', merchant: 'matan-xiangli', categoryId: 'fresh-fruit', regimentId: 'r09', netGrams: 2_500, priceFen: 5_990, ...fresh, ...coldPear, motif: 'pear-box', stock: 2_200 },
  { code: 'T013', slug: 't013-hetao-185', title: '纸皮核桃 185', subtitle: '一捏就开，九月新货', grade: '一级', spec: '2.5 kg 袋', merchant: 'shuangcheng-hetao', categoryId: 'nuts', regimentId: 'r06', netGrams: 2_500, priceFen: 7_990, ...dry, shelfLife: '10 个月', season: '9 月收获', motif: 'walnut', stock: 2_400 },
  { code: 'T014', slug: 't014-hetaoren', title: '原味核桃仁', subtitle: '不加糖盐，开袋后冷藏', grade: '二路', spec: '500 g', merchant: 'shuangcheng-hetao', categoryId: 'nuts', regimentId: 'r04', netGrams: 500, priceFen: 4_280, ...dry, shelfLife: '8 个月', motif: 'kernel', stock: 1_800 },
  { code: 'T015', slug: 't015-kao-hetao', title: '烤核桃 奶香', subtitle: '带壳烤熟，咸甜奶香', grade: '合格品', spec: '1 kg', merchant: 'shuangcheng-hetao', categoryId: 'nuts', regimentId: 'r06', netGrams: 1_000, priceFen: 4_990, ...dry, shelfLife: '8 个月', motif: 'walnut', stock: 1_800 },
  { code: 'T016', slug: 't016-ximeigan', title: '西梅干', subtitle: '八月西梅慢烘成干', grade: '一级', spec: '500 g', merchant: 'xingfu-ximei', categoryId: 'dried-fruit', regimentId: 'r13', netGrams: 500, priceFen: 3_990, ...dry, shelfLife: '12 个月', motif: 'prune', stock: 2_000 },
  { code: 'T017', slug: 't017-xian-ximei', title: '鲜西梅', subtitle: '当季现摘，冬季不供应', grade: '一级', spec: '2.5 kg 箱', merchant: 'xingfu-ximei', categoryId: 'fresh-fruit', regimentId: 'r13', netGrams: 2_500, priceFen: 11_800, ...fresh, storage: '0–4 ℃ 冷藏', shelfLife: '冷藏 15 天', season: '8–9 月', motif: 'prune', stock: 0 },
  { code: 'T018', slug: 't018-diaoganxing', title: '吊干杏', subtitle: '挂在树上自然干', grade: '一级', spec: '500 g', merchant: 'tanan-guogan', categoryId: 'dried-fruit', regimentId: 'r12', netGrams: 500, priceFen: 3_580, ...dry, shelfLife: '12 个月', season: '6–7 月收获', motif: 'apricot', stock: 2_200 },
  { code: 'T019', slug: 't019-putaogan', title: '无核白葡萄干', subtitle: '晾房阴干，颗颗带绿', grade: '一级', spec: '500 g', merchant: 'tanan-guogan', categoryId: 'dried-fruit', regimentId: 'r12', netGrams: 500, priceFen: 2_480, ...dry, shelfLife: '12 个月', motif: 'grape', stock: 2_600 },
  { code: 'T020', slug: 't020-heijialun', title: '黑加仑葡萄干', subtitle: '酸甜有嚼劲', grade: '一级', spec: '500 g', merchant: 'tanan-guogan', categoryId: 'dried-fruit', regimentId: 'r12', netGrams: 500, priceFen: 2_880, ...dry, shelfLife: '12 个月', motif: 'currant', stock: 2_400 },
  {
    code: 'T021', slug: 't021-bagelihe', title: '混合干果 八格礼盒', subtitle: '八样干果一盒装，打开就能待客', grade: '混装', spec: '150 g × 8（净 1.2 kg）', merchant: 'kaifaqu-shipin', categoryId: 'gift-boxes', regimentId: 'rPK', netGrams: 1_200, priceFen: 9_900, ...dry, shelfLife: '8 个月，以盒内最早到期的为准', motif: 'dried-box', stock: 1_800,
    components: [
      part('T001', '灰枣', 'dates', 150, 900, 'r14', 'heyan-zaoyuan'),
      part('T003', '骏枣', 'dates', 150, 850, 'r10', 'changan-junzao'),
      part('T014', '核桃仁', 'nuts', 150, 1_900, 'r04', 'shuangcheng-hetao'),
      part('T005', '枣夹核桃', 'date-snacks', 150, 2_050, 'rPK', 'kaifaqu-shipin'),
      part('T016', '西梅干', 'dried-fruit', 150, 1_450, 'r13', 'xingfu-ximei'),
      part('T018', '吊干杏', 'dried-fruit', 150, 1_150, 'r12', 'tanan-guogan'),
      part('T019', '无核白葡萄干', 'dried-fruit', 150, 800, 'r12', 'tanan-guogan'),
      part('T020', '黑加仑葡萄干', 'dried-fruit', 150, 900, 'r12', 'tanan-guogan'),
    ],
  },
  {
    code: 'T022', slug: 't022-dalibao-a', title: '年货大礼包 A', subtitle: '枣、核桃、杏、葡萄干、西梅，一箱备齐', grade: '混装', spec: '5 样（净 5.5 kg）', merchant: 'kaifaqu-shipin', categoryId: 'gift-boxes', regimentId: 'rPK', netGrams: 5_500, priceFen: 16_800, ...dry, shelfLife: '10 个月，以箱内最早到期的为准', motif: 'gift', stock: 2_000,
    components: [
      part('T001', '灰枣', 'dates', 1_500, 2_600, 'r14', 'heyan-zaoyuan'),
      part('T013', '纸皮核桃', 'nuts', 2_500, 3_400, 'r06', 'shuangcheng-hetao'),
      part('T018', '吊干杏', 'dried-fruit', 500, 1_500, 'r12', 'tanan-guogan'),
      part('T019', '无核白葡萄干', 'dried-fruit', 500, 1_000, 'r12', 'tanan-guogan'),
      part('T016', '西梅干', 'dried-fruit', 500, 1_500, 'r13', 'xingfu-ximei'),
    ],
  },
  {
    code: 'T023', slug: 't023-fulibao-b', title: '工会福利包 B', subtitle: '四样干货，单位慰问常选的一份', grade: '混装', spec: '4 样（净 3.5 kg）', merchant: 'kaifaqu-shipin', categoryId: 'gift-boxes', regimentId: 'rPK', netGrams: 3_500, priceFen: 9_800, ...dry, shelfLife: '10 个月，以箱内最早到期的为准', motif: 'gift', stock: 4_000,
    components: [
      part('T003', '骏枣', 'dates', 1_000, 2_800, 'r10', 'changan-junzao'),
      part('T013', '纸皮核桃', 'nuts', 1_500, 3_300, 'r06', 'shuangcheng-hetao'),
      part('T019', '无核白葡萄干', 'dried-fruit', 500, 1_600, 'r12', 'tanan-guogan'),
      part('T016', '西梅干', 'dried-fruit', 500, 2_300, 'r13', 'xingfu-ximei'),
    ],
  },
  { code: 'T024', slug: 't024-xuemi', title: '雪米', subtitle: '真空小包，煮饭油润', grade: '一级', spec: '5 kg 真空', merchant: 'jinyinchuan-liangyou', categoryId: 'grain', regimentId: 'r01', netGrams: 5_000, priceFen: 4_990, ...dry, shelfLife: '12 个月', motif: 'rice-bag', stock: 2_000 },
  { code: 'T025', slug: 't025-xiangmi', title: '香米', subtitle: '十公斤一袋，过年够吃', grade: '一级', spec: '10 kg', merchant: 'jinyinchuan-liangyou', categoryId: 'grain', regimentId: 'r09', netGrams: 10_000, priceFen: 9_600, ...dry, shelfLife: '12 个月', motif: 'rice', stock: 1_500 },
  { code: 'T026', slug: 't026-yanghoutui', title: '羊后腿 冷冻', subtitle: '整腿带骨，炖烤皆宜', grade: '合格品', spec: '2.5 kg', merchant: 'ganquan-muye', categoryId: 'meat', regimentId: 'r03', netGrams: 2_500, priceFen: 21_500, ...frozen, motif: 'mutton', stock: 900 },
  { code: 'T027', slug: 't027-yangpai', title: '法式羊排 冷冻', subtitle: '切好的小排，煎烤方便', grade: '合格品', spec: '2 kg', merchant: 'ganquan-muye', categoryId: 'meat', regimentId: 'r04', netGrams: 2_000, priceFen: 17_800, ...frozen, motif: 'chops', stock: 900 },
  { code: 'T028', slug: 't028-fengganniurou', title: '风干牛肉', subtitle: '手撕着吃，咸香耐嚼', grade: '合格品', spec: '250 g', merchant: 'ganquan-muye', categoryId: 'meat', regimentId: 'rPK', netGrams: 250, priceFen: 5_900, ...dry, shelfLife: '9 个月', motif: 'beef', stock: 1_500 },
  { code: 'T029', slug: 't029-yuanyangya', title: '鸳鸯鸭 整只冷冻', subtitle: '一团放养，炖汤用', grade: '合格品', spec: '2 kg', merchant: 'ganquan-muye', categoryId: 'meat', regimentId: 'r01', netGrams: 2_000, priceFen: 7_800, ...frozen, motif: 'duck', stock: 900 },
  { code: 'T030', slug: 't030-chunniunai', title: '纯牛奶', subtitle: '整箱二十盒', grade: '合格品', spec: '200 ml × 20', merchant: 'tuanchang-shangdian', categoryId: 'dairy', regimentId: 'rPK', netGrams: 4_120, priceFen: 6_990, ...liquid, storage: '常温避光', shelfLife: '6 个月', motif: 'milk', stock: 1_800 },
  { code: 'T031', slug: 't031-naifen', title: '全脂奶粉', subtitle: '成人食用，非婴幼儿配方', grade: '合格品', spec: '400 g', merchant: 'tuanchang-shangdian', categoryId: 'dairy', regimentId: 'rPK', netGrams: 400, priceFen: 5_800, ...dry, shelfLife: '18 个月', motif: 'powder-can', stock: 1_200 },
  { code: 'T032', slug: 't032-tuonaifen', title: '驼奶粉', subtitle: '产自疆内其他地区，非本地产品', grade: '合格品', spec: '300 g', merchant: 'tuanchang-shangdian', categoryId: 'dairy', regimentId: 'rPK', netGrams: 300, priceFen: 19_800, ...dry, shelfLife: '18 个月', motif: 'camel', stock: 600, isLocal: false },
  { code: 'T033', slug: 't033-shajizhi', title: '沙棘汁', subtitle: '酸甜原浆，冷藏更好喝', grade: '合格品', spec: '300 ml × 6', merchant: 'tuanchang-shangdian', categoryId: 'drinks', regimentId: 'r04', netGrams: 1_800, priceFen: 7_900, ...liquid, storage: '常温避光，开盖后冷藏', shelfLife: '12 个月', motif: 'juice', stock: 1_200 },
  { code: 'T034', slug: 't034-baijiu', title: '白酒 52 度 礼盒', subtitle: '未成年人请勿饮酒', grade: '一级', spec: '500 ml × 2', merchant: 'tuanchang-shangdian', categoryId: 'liquor', regimentId: 'rPK', netGrams: 1_000, priceFen: 19_800, ...liquid, storage: '阴凉避光', shelfLife: '不标注保质期', motif: 'liquor', stock: 800 },
  { code: 'T035', slug: 't035-sijiantao', title: '长绒棉四件套 1.8 m', subtitle: '60 支长绒棉，印红福字', grade: '一等品', spec: '1 套', merchant: 'xinjingzi-mianye', categoryId: 'cotton', regimentId: 'rPK', netGrams: 2_600, priceFen: 39_900, ...cloth, motif: 'bedding', stock: 700 },
  { code: 'T036', slug: 't036-mianbei', title: '新疆棉被 2×2.3 m', subtitle: '三公斤棉芯，冬天够暖', grade: '一等品', spec: '3 kg 芯', merchant: 'xinjingzi-mianye', categoryId: 'cotton', regimentId: 'r02', netGrams: 3_400, priceFen: 26_900, ...cloth, motif: 'quilt', stock: 700 },
  { code: 'T037', slug: 't037-maojin', title: '纯棉毛巾 3 条装', subtitle: '加厚吸水，家里常换', grade: '一等品', spec: '3 条', merchant: 'xinjingzi-mianye', categoryId: 'cotton', regimentId: 'rPK', netGrams: 300, priceFen: 3_990, ...cloth, motif: 'towel', stock: 1_500 },
  { code: 'T038', slug: 't038-mianhuami', title: '棉花蜜', subtitle: '棉花地里采的单花蜜', grade: '一级', spec: '500 g', merchant: 'tuanchang-shangdian', categoryId: 'honey', regimentId: 'r16', netGrams: 500, priceFen: 4_500, ...liquid, storage: '常温避光', shelfLife: '24 个月', motif: 'honey', stock: 1_200 },
  { code: 'T039', slug: 't039-kaonang', title: '烤馕', subtitle: '当天烤当天发，短保质期', grade: '合格品', spec: '5 个', merchant: 'kaifaqu-shipin', categoryId: 'bakery', regimentId: 'rPK', netGrams: 750, priceFen: 2_990, goodsType: 'DRIED', storage: '常温', shelfLife: '常温 10 天', returnPolicy: 'NEEDS_CONFIRM', motif: 'naan', stock: 1_500 },
  { code: 'T040', slug: 't040-shengnvguo', title: '圣女果', subtitle: '温室现摘，冷链发货', grade: '一级', spec: '2.5 kg', merchant: 'shahe-guoyuan', categoryId: 'fresh-fruit', regimentId: 'r05', netGrams: 2_500, priceFen: 5_900, ...fresh, storage: '冷藏', shelfLife: '冷藏 10 天', motif: 'tomato', stock: 1_500 },
]

/** What leaves straight from the orchards, herds and workshops; everything else lies in Zhejiang. */
const sentFromOrigin = new Set(['T007', 'T011', 'T014', 'T017', 'T018', 'T026', 'T027', 'T029', 'T032', 'T033', 'T036', 'T039', 'T040'])

export function warehouseOf(code: string): 'hub' | 'origin' {
  return sentFromOrigin.has(code) ? 'origin' : 'hub'
}
