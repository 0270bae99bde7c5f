import type { Venue } from '#app/domain/campaign/content.ts'

/** The venues of domain.md 2.2 for a new edition; operators change them as they like. */
export function defaultVenues(regiments: readonly { id: string; name: string; town: string | null }[]): Venue[] {
  return [
    { slug: 'main', name: '主会场', intro: '一师各团镇的年货，都在这里', motif: 'lantern', rules: [{ label: '活动商品', enrolled: true }, { label: '全部年货' }], pins: [] },
    {
      slug: 'towns', name: '团镇馆', intro: '按产地逛：一团一镇一味', motif: 'town', pins: [],
      rules: regiments.map(({ id, name, town }) => ({ label: town ? `${name} ${town}` : name, regimentId: id })),
    },
    { slug: 'dates', name: '红枣馆', intro: '灰枣、骏枣和枣做的零食', motif: 'jujube', rules: [{ label: '红枣', categoryId: 'dates' }, { label: '红枣制品', categoryId: 'date-snacks' }], pins: [] },
    { slug: 'fresh-fruit', name: '鲜果馆', intro: '冰糖心苹果、香梨，按净重卖', motif: 'apple', rules: [{ label: '当季鲜果', categoryId: 'fresh-fruit' }], pins: [] },
    { slug: 'gift-boxes', name: '礼盒馆', intro: '走亲访友，一盒就好', motif: 'gift', rules: [{ label: '组合礼盒', bundle: true }, { label: '百元以上送礼', categoryId: 'dates', fromFen: 8_000 }], pins: [] },
    { slug: 'union', name: '工会专区', intro: '单位慰问常选的福利包和礼盒', motif: 'welfare', rules: [{ label: '福利包与礼盒', categoryId: 'gift-boxes' }, { label: '米面粮油', categoryId: 'grain' }], pins: [] },
    { slug: 'taizhou', name: '台州优选', intro: '台州常买的几样，从浙江前置仓发出', motif: 'river', rules: [{ label: '参加活动的百元内好物', enrolled: true, untilFen: 10_000 }], pins: [] },
  ]
}
