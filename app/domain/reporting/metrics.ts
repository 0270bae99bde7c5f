/** Version of the definitions below; printed on every bulletin. Raise it with any change of meaning. */
export const METRICS_VERSION = '1.0'

export type MetricUnit = 'fen' | 'grams' | 'count' | 'bps'

/** How a figure is made, and so how it opens: rows add up, keys are counted, or two figures are divided. */
export type MetricKind = 'sum' | 'distinct' | 'ratio'

export type Metric = {
  code: string
  key: string
  name: string
  /** What is counted, in one sentence, shown beside the figure. */
  definition: string
  formula: string
  /** Which time and which base the figure stands on. */
  base: string
  unit: MetricUnit
  /** Word after the number on the screen. */
  unitName: string
  kind: MetricKind
  /** Parts of a breakdown add up to the whole. */
  additive: boolean
}

export const metrics = {
  paidAmount: {
    code: 'M02',
    key: 'paidAmount',
    name: '支付额',
    definition: '期内支付成功的金额，含运费；不含未支付订单和对不上订单的款项。',
    formula: 'Σ 支付成功金额（商品 + 运费）',
    base: '按支付成功时间（北京时间）计入',
    unit: 'fen',
    unitName: '万元',
    kind: 'sum',
    additive: true,
  },
  refundAmount: {
    code: 'M03',
    key: 'refundAmount',
    name: '退款额',
    definition: '期内退款成功的金额，含退还的运费；退款中的不计。',
    formula: 'Σ 退款成功金额（商品 + 运费）',
    base: '按退款成功时间（北京时间）计入，不回改支付当期',
    unit: 'fen',
    unitName: '万元',
    kind: 'sum',
    additive: true,
  },
  netSales: {
    code: 'M04',
    key: 'netSales',
    name: '净销售额',
    definition: '支付额减退款额，不含运费。',
    formula: '支付额 − 退款额 − 已付运费 + 已退运费',
    base: '支付、退款各按成功时间（北京时间）计入',
    unit: 'fen',
    unitName: '万元',
    kind: 'sum',
    additive: true,
  },
  orders: {
    code: 'M07',
    key: 'orders',
    name: '支付订单数',
    definition: '期内支付成功的订单数，一次支付计一单；以后退款不回减。',
    formula: '支付成功订单去重计数',
    base: '按支付成功时间（北京时间）计入',
    unit: 'count',
    unitName: '单',
    kind: 'distinct',
    additive: false,
  },
  netTonnes: {
    code: 'M08',
    key: 'netTonnes',
    name: '净销量',
    definition: '售出商品的净重减退款商品的净重，按净含量计，不含包装。',
    formula: 'Σ 件数 × 单件净重 − 退款件数 × 单件净重',
    base: '支付、退款各按成功时间（北京时间）计入',
    unit: 'grams',
    unitName: '吨',
    kind: 'sum',
    additive: true,
  },
  activeMerchants: {
    code: 'M10',
    key: 'activeMerchants',
    name: '参与企业数',
    definition: '期内至少有一笔支付成功订单的企业数。',
    formula: '有支付订单的企业去重计数',
    base: '按支付成功时间（北京时间）计入，企业为售出方',
    unit: 'count',
    unitName: '家',
    kind: 'distinct',
    additive: false,
  },
  provinces: {
    code: 'M12',
    key: 'provinces',
    name: '覆盖省份数',
    definition: '期内支付成功订单的收货省级地区数。',
    formula: '收货省级地区去重计数',
    base: '按支付成功时间（北京时间）计入，以收货地址为准',
    unit: 'count',
    unitName: '个',
    kind: 'distinct',
    additive: false,
  },
  cities: {
    code: 'M12',
    key: 'cities',
    name: '覆盖城市数',
    definition: '期内支付成功订单的收货地级地区数。',
    formula: '收货地级地区去重计数',
    base: '按支付成功时间（北京时间）计入，以收货地址为准',
    unit: 'count',
    unitName: '个',
    kind: 'distinct',
    additive: false,
  },
  taizhouShare: {
    code: 'M13',
    key: 'taizhouShare',
    name: '台州占比',
    definition: '收货地在台州（9 个县市区）的净销售额占全部净销售额的比重。',
    formula: '台州净销售额 ÷ 净销售额',
    base: '以收货地址为准',
    unit: 'bps',
    unitName: '%',
    kind: 'ratio',
    additive: false,
  },
} as const satisfies Record<string, Metric>

export type MetricKey = keyof typeof metrics

export function metricOf(key: MetricKey): Metric {
  return metrics[key]
}

/** The metrics behind a code; M12 counts provinces and cities. */
export function metricsByCode(code: string): Metric[] {
  return Object.values(metrics).filter((metric) => metric.code === code)
}

/**
 * A number, or why there is none: too few people stand behind it, or it is a share of
 * nothing.
 */
export type FigureValue = number | 'suppressed' | 'undefined'

export type Figure = { key: MetricKey; value: FigureValue }

/** Basis points, rounded half away from zero; a share of nothing has no value. */
export function ratio(part: number, whole: number): FigureValue {
  if (whole === 0) return 'undefined'
  const exact = (part * 10_000) / whole
  return Math.sign(exact) * Math.round(Math.abs(exact)) + 0
}
