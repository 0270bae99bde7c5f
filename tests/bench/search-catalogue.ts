import { createHash } from 'node:crypto'
import { searchTokens } from '#app/domain/catalogue/search-tokens.ts'
import { readings } from '#app/infra/pinyin.server.ts'
import { categories, regiments } from '#prisma/seed/reference-data.ts'

// A made-up catalogue of any size, the same at every run: a name of two characters that some
// ten listings share, a quality, goods of a category, a grade.

type Made = { n: number; title: string; subtitle: string; category: (typeof categories)[number]; regiment: (typeof regiments)[number]; fen: number; grams: number }

const signs = [...'天河云山玉泉春明秋雨金沙绿洲朝阳胡杨雪莲星光长青福喜乐安康宁和顺吉祥如意永盛丰登兴隆华茂佳禾清露晨曦晓月新程远景宏图锦绣前沿']
const qualities = ['精选', '原味', '特产', '自然', '家常', '大颗', '新货', '甄品']
const goods: Record<string, readonly string[]> = {
  'dates': ['灰枣', '骏枣', '冬枣'], 'date-snacks': ['枣夹核桃', '枣片'], 'fresh-fruit': ['苹果', '香梨', '葡萄'], 'nuts': ['核桃', '巴旦木'],
  'dried-fruit': ['葡萄干', '西梅干', '吊干杏'], 'gift-boxes': ['礼盒', '大礼包'], 'grain': ['香米', '雪米'], 'meat': ['羊排', '牛肉干'], 'dairy': ['牛奶', '奶粉'],
  'drinks': ['沙棘汁'], 'liquor': ['白酒'], 'cotton': ['棉被', '毛巾'], 'honey': ['棉花蜜'], 'bakery': ['烤馕'],
}

const numberOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE()
const pick = <T>(list: readonly T[], text: string): T => list[numberOf(text) % list.length]!

const nameOf = (n: number): string => ['a', 'b'].map((place) => pick(signs, `${place}${n}`)).join('')

function made(n: number): Made {
  const category = pick(categories, `category${n}`)
  // Ten listings share a name, so a name finds as many in a small catalogue as in a large one, and its namesakes.
  const title = `${nameOf(Math.floor(n / 10))}${pick(qualities, `quality${n}`)}${pick(goods[category.id]!, `goods${n}`)} ${pick(['一级', '特级', '优选'], `grade${n}`)}`
  return { n, title, subtitle: pick(['肉厚核小', '当季新货', '送人自吃都方便', '产地直发'], `words${n}`), category, regiment: pick(regiments, `regiment${n}`), fen: 1_000 + (numberOf(`fen${n}`) % 20_000), grams: 500 }
}

export function catalogueOf(from: number, until: number): Made[] {
  return Array.from({ length: until - from }, (_, place) => made(from + place))
}

// One character at a time is exact enough to measure by, and quick.
const known = new Map<string, string>()
const readingOf = (sign: string): string => known.get(sign) ?? (known.set(sign, readings(sign)[0] ?? ''), known.get(sign)!)
const readEach = (characters: string): string[] => [...characters].map(readingOf)

export function asRows(list: readonly Made[]): object[] {
  return list.map(({ n, title, subtitle, category, regiment, fen, grams }) => ({
    id: idOf(`product${n}`), sku: idOf(`sku${n}`), n, title, subtitle, category: category.id, regiment: regiment.id, fen, grams,
    tokens: searchTokens({ title, subtitle, grade: '', categoryName: category.name, regimentName: regiment.name, town: regiment.town, merchantName: `测量店${1 + (n % 50)}` }, readEach),
  }))
}

function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export type QueryKind = 'name' | 'two words' | 'broad' | 'reading' | 'means' | 'mistyped' | 'nothing'

/** Queries as people type them, about listings that are there; `round` gives other ones. */
export function queriesFor(kind: QueryKind, size: number, count: number, round: string): string[] {
  return Array.from({ length: count }, (_, place) => {
    const listing = made(numberOf(`${round}${kind}${place}`) % size)
    const [name = ''] = listing.title.split(' ')
    const signsOf = [...name]
    switch (kind) {
      case 'name':
        return signsOf.slice(0, 4).join('')
      case 'two words':
        return `${signsOf.slice(0, 2).join('')} ${signsOf.slice(4).join('')}`
      case 'broad':
        return pick([listing.category.name, signsOf.slice(4).join(''), signsOf.slice(2, 4).join('')], `${round}${place}`)
      case 'reading':
        return readEach(signsOf.slice(0, 4).join('')).join('')
      case 'means':
        return pick(['大枣', '枣子', '年货', '羊肉', '大米', '被子'], `${round}${place}`)
      case 'mistyped':
        return signsOf.map((sign, at) => (at === 1 ? '错' : sign)).join('')
      case 'nothing':
        return `无此货品${place}${round === 'warm' ? '甲' : '乙'}`
    }
  })
}
