// The paper-cuts of this shop (app/components/art/svg). A listing without a photograph
// shows one of them on its wash; an unknown name shows the poplar.

export type Wash = 'cinnabar' | 'poplar' | 'river' | 'leaf' | 'cotton'

const drawn = {
  jujube: { label: '红枣', wash: 'cinnabar' },
  'jujube-branch': { label: '枝头枣', wash: 'leaf' },
  'jujube-bowl': { label: '一碗枣', wash: 'poplar' },
  'jujube-box': { label: '红枣礼盒', wash: 'cotton' },
  crisps: { label: '果干脆片', wash: 'leaf' },
  'stuffed-jujube': { label: '枣夹核桃', wash: 'poplar' },
  apple: { label: '苹果', wash: 'river' },
  'apple-branch': { label: '枝头苹果', wash: 'poplar' },
  'apple-box': { label: '苹果礼盒', wash: 'leaf' },
  pear: { label: '香梨', wash: 'poplar' },
  'pear-box': { label: '香梨礼盒', wash: 'river' },
  walnut: { label: '核桃', wash: 'leaf' },
  kernel: { label: '核桃仁', wash: 'poplar' },
  apricot: { label: '杏', wash: 'cotton' },
  grape: { label: '葡萄干', wash: 'leaf' },
  currant: { label: '黑加仑', wash: 'cinnabar' },
  prune: { label: '西梅', wash: 'cinnabar' },
  tomato: { label: '圣女果', wash: 'leaf' },
  rice: { label: '稻米', wash: 'poplar' },
  'rice-bag': { label: '袋装米', wash: 'leaf' },
  sheep: { label: '羊', wash: 'river' },
  mutton: { label: '羊腿', wash: 'poplar' },
  chops: { label: '羊排', wash: 'cotton' },
  beef: { label: '牛肉', wash: 'cotton' },
  duck: { label: '鸭', wash: 'river' },
  milk: { label: '乳品', wash: 'river' },
  'powder-can': { label: '奶粉', wash: 'poplar' },
  camel: { label: '骆驼', wash: 'river' },
  juice: { label: '沙棘', wash: 'poplar' },
  liquor: { label: '白酒', wash: 'cinnabar' },
  cotton: { label: '棉花', wash: 'river' },
  bedding: { label: '床品', wash: 'cotton' },
  quilt: { label: '棉被', wash: 'cinnabar' },
  towel: { label: '毛巾', wash: 'leaf' },
  honey: { label: '蜂蜜', wash: 'poplar' },
  naan: { label: '烤馕', wash: 'cotton' },
  'dried-box': { label: '干果八格盒', wash: 'leaf' },
  gift: { label: '礼盒', wash: 'cinnabar' },
  lantern: { label: '灯笼', wash: 'poplar' },
  firecracker: { label: '鞭炮', wash: 'poplar' },
  fish: { label: '年年有余', wash: 'river' },
  plum: { label: '梅花', wash: 'cotton' },
  welfare: { label: '福利篮', wash: 'poplar' },
  town: { label: '团镇', wash: 'river' },
  poplar: { label: '胡杨', wash: 'river' },
  river: { label: '塔里木河', wash: 'river' },
} as const satisfies Record<string, { label: string; wash: Wash }>

const states = {
  'cart-empty': { label: '空购物车', wash: 'poplar' },
  'parcel-empty': { label: '空包裹', wash: 'river' },
  'search-none': { label: '没有找到', wash: 'river' },
  'lost-kite': { label: '迷路的风筝', wash: 'river' },
  celebrate: { label: '喜', wash: 'cinnabar' },
  waiting: { label: '等待', wash: 'poplar' },
  ticket: { label: '没有券', wash: 'poplar' },
  letter: { label: '没有消息', wash: 'river' },
  heart: { label: '没有收藏', wash: 'cinnabar' },
  brush: { label: '还没有人写', wash: 'poplar' },
  truck: { label: '在路上', wash: 'river' },
  gate: { label: '门关着', wash: 'cotton' },
  scissors: { label: '剪坏了', wash: 'poplar' },
} as const satisfies Record<string, { label: string; wash: Wash }>

export type GoodsMotif = keyof typeof drawn
export type MotifName = GoodsMotif | keyof typeof states

/** What a merchant may choose for a listing. */
export const goodsMotifs = Object.keys(drawn) as GoodsMotif[]
export const motifNames = [...goodsMotifs, ...Object.keys(states)] as MotifName[]

const all: Record<MotifName, { label: string; wash: Wash }> = { ...drawn, ...states }

/** The motif of that name; the poplar for a name that was never drawn. */
export function motifOf(name: string): MotifName {
  return Object.hasOwn(all, name) ? (name as MotifName) : 'poplar'
}

export function motifLabel(name: MotifName): string {
  return all[name].label
}

export function motifWash(name: MotifName): Wash {
  return all[name].wash
}
