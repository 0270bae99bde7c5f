/** 台州市; its nine districts carry this city code. Province 浙江 holds it. */
export const TAIZHOU = '331000'
export const ZHEJIANG = '330000'

export type ProvinceTile = { code: string; name: string; short: string; column: number; row: number }

const rows: readonly (readonly [column: number, code: string, name: string, short: string][])[] = [
  [[8, '230000', '黑龙江', '黑']],
  [
    [1, '650000', '新疆', '新'],
    [4, '150000', '内蒙古', '蒙'],
    [6, '110000', '北京', '京'],
    [8, '220000', '吉林', '吉'],
  ],
  [
    [2, '620000', '甘肃', '甘'],
    [3, '640000', '宁夏', '宁'],
    [4, '140000', '山西', '晋'],
    [5, '130000', '河北', '冀'],
    [6, '120000', '天津', '津'],
    [7, '210000', '辽宁', '辽'],
  ],
  [
    [1, '540000', '西藏', '藏'],
    [2, '630000', '青海', '青'],
    [3, '610000', '陕西', '陕'],
    [4, '410000', '河南', '豫'],
    [5, '370000', '山东', '鲁'],
  ],
  [
    [2, '510000', '四川', '川'],
    [3, '500000', '重庆', '渝'],
    [4, '420000', '湖北', '鄂'],
    [5, '340000', '安徽', '皖'],
    [6, '320000', '江苏', '苏'],
    [7, '310000', '上海', '沪'],
  ],
  [
    [2, '530000', '云南', '云'],
    [3, '520000', '贵州', '贵'],
    [4, '430000', '湖南', '湘'],
    [5, '360000', '江西', '赣'],
    [6, '330000', '浙江', '浙'],
  ],
  [
    [3, '450000', '广西', '桂'],
    [4, '440000', '广东', '粤'],
    [5, '350000', '福建', '闽'],
    [7, '710000', '台湾', '台'],
  ],
  [
    [3, '460000', '海南', '琼'],
    [4, '820000', '澳门', '澳'],
    [5, '810000', '香港', '港'],
  ],
]

/** All 34 on a grid of eight columns and eight rows: neighbours, not borders. */
export const provinceTiles: readonly ProvinceTile[] = rows.flatMap((tiles, row) =>
  tiles.map(([column, code, name, short]) => ({ code, name, short, column, row: row + 1 })),
)

export const provinceCodes: readonly string[] = provinceTiles.map((tile) => tile.code)

/** Name of a province or of 台州; null for any other code. */
export function placeName(code: string): string | null {
  if (code === TAIZHOU) return '台州'
  return provinceTiles.find((tile) => tile.code === code)?.name ?? null
}
