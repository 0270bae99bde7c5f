import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { parsePasted } from '#app/domain/address/parse-pasted.ts'
import { indexRegions } from '#app/domain/address/region-index.ts'
import { someSurnames } from '#app/domain/address/surnames.ts'
import { regionRows } from '#prisma/seed/region-rows.ts'

const rows = regionRows()
const regions = indexRegions(rows)

/** name | phone | district code (or city, or province) | street */
function read(text: string): string {
  const { name, phone, place, street } = parsePasted(text, regions)
  return [name, phone, place && (place.districtCode ?? place.cityCode ?? place.provinceCode), street].map((part) => part ?? '-').join(' | ')
}

const whole = '陈小麦 | 13912345678 | 331002 | 海门街道示例路8号'

describe('a whole address', () => {
  test.each([
    ['with spaces', '陈小麦 13912345678 浙江省台州市椒江区海门街道示例路8号'],
    ['with Chinese commas', '陈小麦，13912345678，浙江省台州市椒江区海门街道示例路8号'],
    ['with the address first', '浙江省台州市椒江区海门街道示例路8号 陈小麦 13912345678'],
    ['with the number first', '13912345678 浙江省台州市椒江区海门街道示例路8号 陈小麦'],
    ['with nothing between', '陈小麦13912345678浙江省台州市椒江区海门街道示例路8号'],
    ['with the name after the house', '浙江省台州市椒江区海门街道示例路8号陈小麦13912345678'],
    ['with the name before the province', '陈小麦浙江省台州市椒江区海门街道示例路8号13912345678'],
    ['without endings', '陈小麦 13912345678 浙江台州椒江海门街道示例路8号'],
    ['without a province', '陈小麦 13912345678 台州市椒江区海门街道示例路8号'],
    ['with a district that is the only one of its name', '陈小麦 13912345678 椒江区海门街道示例路8号'],
    ['with the levels apart', '陈小麦 13912345678 浙江省 台州市 椒江区 海门街道示例路8号'],
    ['with the levels by slashes', '陈小麦 13912345678 浙江/台州/椒江/海门街道示例路8号'],
    ['with +86 and dashes', '陈小麦 +86 139-1234-5678 浙江省台州市椒江区海门街道示例路8号'],
    ['with 0086', '陈小麦 008613912345678 浙江省台州市椒江区海门街道示例路8号'],
    ['with 86 in brackets', '陈小麦(+86)13912345678浙江省台州市椒江区海门街道示例路8号'],
    ['with full-width digits', '陈小麦　１３９１２３４５６７８　浙江省台州市椒江区海门街道示例路８号'],
    ['as other shops copy it', '收货人: 陈小麦\n手机号码: 13912345678\n所在地区: 浙江省台州市椒江区\n详细地址: 海门街道示例路8号'],
    ['with Chinese labels and colons', '姓名：陈小麦；电话：139 1234 5678；地址：浙江省台州市椒江区海门街道示例路8号'],
    ['with the country and a postcode', '中国浙江省台州市椒江区海门街道示例路8号，318000，陈小麦，13912345678'],
    ['with signs that nobody sees', '\u200b陈小麦\ufeff 139\u202d12345678 浙江省台州市椒江区海门街道示例路8号'],
  ])('%s', (_, text) => {
    expect(read(text)).toBe(whole)
    expect(parsePasted(text, regions).missing).toEqual([])
  })
})

describe('places', () => {
  test.each([
    ['a municipality', '北京市朝阳区建国路1号', '110105', '建国路1号'],
    ['a municipality said twice', '北京市北京市朝阳区建国路1号', '110105', '建国路1号'],
    ['the level that no letter has', '北京市市辖区朝阳区建国路1号', '110105', '建国路1号'],
    ['a municipality in short', '上海浦东新区世纪大道1号', '310115', '世纪大道1号'],
    ['counties of 重庆', '重庆云阳县双江街道1号', '500235', '双江街道1号'],
    ['a city right below its region', '新疆维吾尔自治区阿拉尔市胜利大道1号', '659002', '胜利大道1号'],
    ['the corps and its division', '新疆生产建设兵团第一师阿拉尔市胜利大道1号', '659002', '胜利大道1号'],
    ['a division in short', '新疆一师阿拉尔市胜利大道1号', '659002', '胜利大道1号'],
    ['a county-level city without its city', '浙江省临海市古城街道1号', '331082', '古城街道1号'],
    ['a county that is a city today', '浙江省台州市玉环县玉城街道1号', '331083', '玉城街道1号'],
    ['a city without districts', '广东省东莞市长安镇1号', '441999', '长安镇1号'],
    ['a city named like its province', '吉林省吉林市船营区松江路1号', '220204', '松江路1号'],
    ['that city without its province', '吉林市船营区松江路1号', '220204', '松江路1号'],
    ['an autonomous prefecture in short', '新疆伊犁州伊宁市解放路1号', '654002', '解放路1号'],
    ['its county of the same name', '新疆伊犁伊宁县解放路1号', '654021', '解放路1号'],
    ['a people’s county in short', '贵州省安顺市镇宁县环城路1号', '520423', '环城路1号'],
    ['a zone without its city', '江苏省苏州市工业园区星湖街1号', '320576', '星湖街1号'],
    ['a street named after a city', '浙江省台州市椒江区上海路1号', '331002', '上海路1号'],
    ['another city in the street', '浙江台州椒江区杭州路北京花园1号', '331002', '杭州路北京花园1号'],
  ])('%s', (_, text, code, street) => {
    expect(read(`陈小麦 13912345678 ${text}`)).toBe(`陈小麦 | 13912345678 | ${code} | ${street}`)
  })
})

describe('names', () => {
  test.each([
    ['two family names', '欧阳小麦', '欧阳小麦'],
    ['a courtesy', '王女士', '王女士'],
    ['a name with a dot', '阿依古丽·买买提', '阿依古丽·买买提'],
    ['Latin letters', 'Chen', 'Chen'],
    ['a family name that is also a place', '路远', '路远'],
    ['a label on what looks like none', '收货人：村委会便民点', '村委会便民点'],
  ])('%s', (_, text, name) => {
    expect(read(`${text} 13912345678 浙江省台州市椒江区示例路8号`)).toBe(`${name} | 13912345678 | 331002 | 示例路8号`)
  })

  test('a firm beside a person stays with the street', () => {
    expect(read('示例食品有限公司 陈小麦 13912345678 浙江省台州市椒江区示例路8号')).toBe('陈小麦 | 13912345678 | 331002 | 示例路8号 示例食品有限公司')
  })
})

describe('half an address fills what it can and says what is missing', () => {
  test.each([
    ['', '- | - | - | -', ['name', 'phone', 'region', 'street']],
    ['陈小麦', '陈小麦 | - | - | -', ['phone', 'region', 'street']],
    ['13912345678', '- | 13912345678 | - | -', ['name', 'region', 'street']],
    ['陈小麦 139123456', '陈小麦 | - | - | 139123456', ['phone', 'region']],
    ['陈小麦 138****5678 浙江省台州市椒江区示例路8号', '陈小麦 | - | 331002 | 示例路8号 138****5678', ['phone']],
    ['陈小麦 13912345678 浙江省台州市', '陈小麦 | 13912345678 | 331000 | -', ['region', 'street']],
    ['陈小麦 13912345678 浙江省', '陈小麦 | 13912345678 | 330000 | -', ['region', 'street']],
    ['陈小麦 13912345678 浙江省台州市示例路8号', '陈小麦 | 13912345678 | 331000 | 示例路8号', ['region']],
    ['陈小麦 13912345678 鼓楼区中山路8号', '陈小麦 | 13912345678 | - | 鼓楼区中山路8号', ['region']],
    ['陈小麦 13912345678 上海路8号', '陈小麦 | 13912345678 | - | 上海路8号', ['region']],
    ['浙江省台州市椒江区示例路8号 13912345678', '- | 13912345678 | 331002 | 示例路8号', ['name']],
  ] as const)('%j', (text, expected, missing) => {
    expect(read(text)).toBe(expected)
    expect(parsePasted(text, regions).missing).toEqual(missing)
  })
})

const nameOf = new Map(rows.map(({ code, name }) => [code, name]))
const district = fc.constantFrom(
  ...rows.flatMap(({ code, name, level, parentCode: city }) => {
    const cityName = nameOf.get(city ?? '') ?? ''
    const province = nameOf.get(`${code.slice(0, 2)}0000`) ?? ''
    if (level !== 'DISTRICT' || !/市$|自治州$|地区$/u.test(cityName) || cityName === name) return []
    return [{ code, names: [province, cityName, name], shortNames: [province.replace(/省$|市$|(?:维吾尔|壮族|回族)?自治区$/u, ''), cityName.replace(/市$/u, ''), name] }]
  }),
)
const surname = fc.constantFrom(...someSurnames)
const givenName = fc.constantFrom('小麦', '建国', '雨桐', '芳', '子涵', '秀英', '伟')
const phone = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.integer({ min: 0, max: 999_999_999 })).map(([head, tail]) => `${head}${String(tail).padStart(9, '0')}`)
const street = fc.tuple(fc.constantFrom('解放路', '和平街道幸福小区', '示例镇东风村', '中心大道'), fc.integer({ min: 1, max: 999 })).map(([way, house]) => `${way}${house}号`)
const separator = fc.constantFrom(' ', '，', ',', '；', '\n', '  ', '、', ' | ')
const written = fc.constantFrom((digits: string) => digits, (digits: string) => `+86${digits}`, (digits: string) => `86-${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`, (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`)

describe('properties', () => {
  property.prop([district, surname, givenName, phone, street, separator, written, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean(), fc.constantFrom('', ' ')], { numRuns: 500 })(
    'whatever the order, the signs between and the endings, the same fields come out',
    ({ code, names, shortNames }, family, given, digits, way, between, write, order, inShort, gap) => {
      const parts = [`${family}${given}`, write(digits), `${(inShort ? shortNames : names).join(gap)}${gap}${way}`]
      expect(read(order.map((place) => parts[place]).join(between))).toBe(`${family}${given} | ${digits} | ${code} | ${way}`)
    },
  )

  property.prop([fc.string({ unit: 'grapheme', maxLength: 700 })])('any text is read without an error, and only parts of it come out', (text) => {
    const { name, phone, place, street, missing } = parsePasted(text, regions)
    expect(missing.includes('name')).toBe(name === null)
    expect(missing.includes('phone')).toBe(phone === null)
    expect(missing.includes('region')).toBe(place?.districtCode == null)
    expect(missing.includes('street')).toBe(street === null)
  })

  property.prop([fc.array(fc.oneof(fc.constantFrom('浙江省', '台州', '椒江区', '北京', '朝阳区', '张三', '收货人', '：', '，', ' ', '路', '号', '13912345678', '+86', '\ue001', '\ue002', '\u0001'), fc.string({ maxLength: 4 })), { maxLength: 20 })])(
    'a place that comes out is one of the list, each level below the other',
    (words) => {
      const { place } = parsePasted(words.join(''), regions)
      const parentOf = new Map(rows.map(({ code, parentCode }) => [code, parentCode]))
      if (place?.districtCode) expect(parentOf.get(place.districtCode)).toBe(place.cityCode)
      if (place?.cityCode) expect(parentOf.get(place.cityCode)).toBe(place.provinceCode)
      if (place) expect(parentOf.get(place.provinceCode)).toBeNull()
    },
  )
})
