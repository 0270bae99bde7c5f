// Fictional shops of the demo festival; any likeness to a real firm is chance.
export type DemoMerchant = {
  slug: string
  name: string
  legalName: string
  kind: 'COOPERATIVE' | 'PROCESSOR' | 'REGIMENT_SHOP'
  regimentId: string
  businessPlace: string
  motif: string
  introduction: string
}

export const demoMerchants: readonly DemoMerchant[] = [
  { slug: 'heyan-zaoyuan', name: '河沿枣园', legalName: '阿拉尔河沿枣园示例专业合作社', kind: 'COOPERATIVE', regimentId: 'r14', businessPlace: '阿拉尔市金杨镇示例路 14 号', motif: 'jujube', introduction: '十四团枣农一起办的合作社，只卖自家地里的灰枣。' },
  { slug: 'shahe-guoyuan', name: '沙河果园', legalName: '阿拉尔沙河果园示例专业合作社', kind: 'COOPERATIVE', regimentId: 'r05', businessPlace: '阿拉尔市沙河镇示例路 5 号', motif: 'apple', introduction: '五团的苹果，霜降后采摘，按果径分装。' },
  { slug: 'changan-junzao', name: '昌安骏枣', legalName: '阿拉尔昌安骏枣示例专业合作社', kind: 'COOPERATIVE', regimentId: 'r10', businessPlace: '阿拉尔市昌安镇示例路 10 号', motif: 'jujube', introduction: '十团骏枣，按颗粒大小分级，晾晒后装袋。' },
  { slug: 'matan-xiangli', name: '玛滩香梨', legalName: '阿拉尔玛滩香梨示例专业合作社', kind: 'COOPERATIVE', regimentId: 'r07', businessPlace: '阿拉尔市玛滩镇示例路 7 号', motif: 'pear', introduction: '七团和九团的香梨，九月采，冷库存着慢慢卖。' },
  { slug: 'shuangcheng-hetao', name: '双城核桃', legalName: '阿拉尔双城核桃示例食品有限公司', kind: 'PROCESSOR', regimentId: 'r06', businessPlace: '阿拉尔市双城镇示例路 6 号', motif: 'walnut', introduction: '六团纸皮核桃，生的熟的都有。' },
  { slug: 'tanan-guogan', name: '塔南果干', legalName: '阿拉尔塔南果干示例专业合作社', kind: 'COOPERATIVE', regimentId: 'r12', businessPlace: '阿拉尔市塔南镇示例路 12 号', motif: 'apricot', introduction: '吊干杏、葡萄干，树上和晾房里自然干。' },
  { slug: 'xingfu-ximei', name: '幸福西梅', legalName: '阿拉尔幸福西梅示例果业有限公司', kind: 'PROCESSOR', regimentId: 'r13', businessPlace: '阿拉尔市幸福镇示例路 13 号', motif: 'prune', introduction: '十三团西梅，八月鲜果，冬天果干。' },
  { slug: 'jinyinchuan-liangyou', name: '金银川粮油', legalName: '阿拉尔金银川示例粮油有限公司', kind: 'PROCESSOR', regimentId: 'r01', businessPlace: '阿拉尔市金银川镇示例路 1 号', motif: 'rice', introduction: '塔里木河水浇出来的稻米。' },
  { slug: 'ganquan-muye', name: '甘泉牧业', legalName: '阿拉尔甘泉示例牧业有限公司', kind: 'PROCESSOR', regimentId: 'r03', businessPlace: '阿拉尔市甘泉镇示例路 3 号', motif: 'sheep', introduction: '羊肉、牛肉、鸭，检疫合格后冷冻或风干。' },
  { slug: 'kaifaqu-shipin', name: '塔河食品', legalName: '阿拉尔塔河示例食品有限公司', kind: 'PROCESSOR', regimentId: 'rPK', businessPlace: '阿拉尔经开区示例路 8 号', motif: 'gift', introduction: '把各团场的干果装成一盒，也做枣夹核桃和烤馕。' },
  { slug: 'xinjingzi-mianye', name: '新井子棉坊', legalName: '阿拉尔新井子示例棉制品有限公司', kind: 'PROCESSOR', regimentId: 'r02', businessPlace: '阿拉尔市新井子镇示例路 2 号', motif: 'cotton', introduction: '长绒棉做的被子、毛巾和四件套。' },
  { slug: 'tuanchang-shangdian', name: '团场小店', legalName: '阿拉尔团场小店示例商贸有限公司', kind: 'REGIMENT_SHOP', regimentId: 'r16', businessPlace: '阿拉尔市新开岭镇示例路 16 号', motif: 'poplar', introduction: '乳品、饮料、蜂蜜和酒，团场人家常备的年货。' },
]
