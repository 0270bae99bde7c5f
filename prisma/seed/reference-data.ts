/** Names on the tiles. */
export const provinceShortNames: Readonly<Record<string, string>> = {
  '110000': '京', '120000': '津', '130000': '冀', '140000': '晋', '150000': '蒙', '210000': '辽', '220000': '吉', '230000': '黑',
  '310000': '沪', '320000': '苏', '330000': '浙', '340000': '皖', '350000': '闽', '360000': '赣', '370000': '鲁', '410000': '豫',
  '420000': '鄂', '430000': '湘', '440000': '粤', '450000': '桂', '460000': '琼', '500000': '渝', '510000': '川', '520000': '贵',
  '530000': '云', '540000': '藏', '610000': '陕', '620000': '甘', '630000': '青', '640000': '宁', '650000': '新', '710000': '台',
  '810000': '港', '820000': '澳',
}

/** Provinces that nothing is sent to; they stand on the tile grid all the same. */
export const notServed = [
  { code: '710000', name: '台湾省' },
  { code: '810000', name: '香港特别行政区' },
  { code: '820000', name: '澳门特别行政区' },
]

export const regiments = [
  { id: 'r01', name: '一团', town: '金银川镇', sort: 1 },
  { id: 'r02', name: '二团', town: '新井子镇', sort: 2 },
  { id: 'r03', name: '三团', town: '甘泉镇', sort: 3 },
  { id: 'r04', name: '四团', town: '永宁镇', sort: 4 },
  { id: 'r05', name: '五团', town: '沙河镇', sort: 5 },
  { id: 'r06', name: '六团', town: '双城镇', sort: 6 },
  { id: 'r07', name: '七团', town: '玛滩镇', sort: 7 },
  { id: 'r08', name: '八团', town: '塔门镇', sort: 8 },
  { id: 'r09', name: '九团', town: '梨花镇', sort: 9 },
  { id: 'r10', name: '十团', town: '昌安镇', sort: 10 },
  { id: 'r11', name: '十一团', town: '花桥镇', sort: 11 },
  { id: 'r12', name: '十二团', town: '塔南镇', sort: 12 },
  { id: 'r13', name: '十三团', town: '幸福镇', sort: 13 },
  { id: 'r14', name: '十四团', town: '金杨镇', sort: 14 },
  { id: 'r16', name: '十六团', town: '新开岭镇', sort: 16 },
  { id: 'rPK', name: '阿拉尔经开区', town: null, sort: 17 },
]

export const categories = [
  { id: 'dates', slug: 'dates', name: '红枣', motif: 'jujube', sort: 1 },
  { id: 'date-snacks', slug: 'date-snacks', name: '红枣制品', motif: 'stuffed-jujube', sort: 2 },
  { id: 'fresh-fruit', slug: 'fresh-fruit', name: '鲜果', motif: 'apple', sort: 3 },
  { id: 'nuts', slug: 'nuts', name: '坚果', motif: 'walnut', sort: 4 },
  { id: 'dried-fruit', slug: 'dried-fruit', name: '果干', motif: 'grape', sort: 5 },
  { id: 'gift-boxes', slug: 'gift-boxes', name: '礼盒', motif: 'gift', sort: 6 },
  { id: 'grain', slug: 'grain', name: '米面粮油', motif: 'rice', sort: 7 },
  { id: 'meat', slug: 'meat', name: '牛羊禽肉', motif: 'sheep', sort: 8 },
  { id: 'dairy', slug: 'dairy', name: '乳品', motif: 'milk', sort: 9 },
  { id: 'drinks', slug: 'drinks', name: '饮料', motif: 'juice', sort: 10 },
  { id: 'liquor', slug: 'liquor', name: '酒', motif: 'liquor', sort: 11, adultOnly: true },
  { id: 'cotton', slug: 'cotton', name: '棉制品', motif: 'cotton', sort: 12 },
  { id: 'honey', slug: 'honey', name: '蜂产品', motif: 'honey', sort: 13 },
  { id: 'bakery', slug: 'bakery', name: '烘焙', motif: 'naan', sort: 14 },
]

export const carriers = [
  { code: 'zto', name: '中通快递', format: '^\\d{12,15}$', sort: 1 },
  { code: 'yto', name: '圆通速递', format: '^(YT\\d{13}|\\d{12,18})$', sort: 2 },
  { code: 'yunda', name: '韵达速递', format: '^\\d{13,15}$', sort: 3 },
  { code: 'sto', name: '申通快递', format: '^\\d{12,15}$', sort: 4 },
  { code: 'sf', name: '顺丰速运', format: '^(SF\\d{12,13}|\\d{12})$', sort: 5 },
  { code: 'ems', name: '邮政 EMS', format: '^([A-Z]{2}\\d{9}[A-Z]{2}|\\d{13})$', sort: 6 },
  { code: 'jd', name: '京东快递', format: '^JD[A-Z0-9]{11,15}$', sort: 7 },
  { code: 'deppon', name: '德邦快递', format: '^(DPK\\d{12}|\\d{8,12})$', sort: 8 },
]
