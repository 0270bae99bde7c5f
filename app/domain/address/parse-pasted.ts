import type { Place, RegionIndex } from '#app/domain/address/region-index.ts'
import { findRegion } from '#app/domain/address/region-index.ts'
import { surnameLength } from '#app/domain/address/surnames.ts'

/** Longer than any address is a page that was copied by mistake. */
export const LONGEST_PASTE = 500

export type MissingPart = 'name' | 'phone' | 'region' | 'street'

/** What could be read; a part that could not is null and named in `missing`. */
export type PastedAddress = {
  name: string | null
  /** Eleven digits. */
  phone: string | null
  place: Place | null
  street: string | null
  missing: MissingPart[]
}

// Stand in the text where a telephone number was, and before what was called a name: signs
// of the private area, which what is pasted is freed of.
const PHONE_MARK = '\ue001'
const NAME_MARK = '\ue002'
const MARKS = /[\ue001\ue002]/gu

const PHONE = /(?<!\d)(?:[(（]?\+?(?:00)?86[)）]?[\s-]*)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)/u
const SEPARATORS = /[\s,，;；、|。]+/u
const NAME_LABEL = /(?:收货人|收件人|联系人|姓名|名字)(?:姓名)?\s*[:：]?\s*/gu
const OTHER_LABEL = /(?:手机号码|手机号|联系电话|电话号码|联系方式|手机|电话|所在地区|详细地址|收货地址|收件地址|地区|地址|邮编|邮政编码)\s*[:：]\s*|(?<=^|[\s,，;；、|])(?:手机号码|手机号|联系电话|手机|电话|所在地区|详细地址|收货地址|地址)(?=\s|\ue001)\s*/gu

/**
 * Reads one pasted line of name, telephone number and address, in any order, into the
 * fields of a form. What is no name, number or region stays in the street: nothing that
 * somebody wrote is thrown away, and the form asks for the rest.
 */
export function parsePasted(pasted: string, regions: RegionIndex): PastedAddress {
  const plain = tidy(pasted)
  const phone = PHONE.exec(plain)
  const marked = phone ? `${plain.slice(0, phone.index)} ${PHONE_MARK} ${plain.slice(phone.index + phone[0].length)}` : plain
  const text = marked.replace(NAME_LABEL, ` ${NAME_MARK}`).replace(OTHER_LABEL, ' ')
  const found = findRegion(regions, text)
  const parts = found
    ? [...pieces(text.slice(0, found.start).replace(/(?<=^|[\s,，])中国$/u, ''), true), ...pieces(text.slice(found.end), false)]
    : pieces(text, true)
  const { name, rest } = takeName(parts)
  const street = [...rest.filter(({ before }) => !before), ...rest.filter(({ before }) => before)].map((part) => part.text).join(' ')
  const place = found?.place ?? null
  const digits = phone ? `${phone[1]}${phone[2]}${phone[3]}` : null
  const missing: MissingPart[] = [
    ...(name ? [] : (['name'] as const)),
    ...(digits ? [] : (['phone'] as const)),
    ...(place?.districtCode ? [] : (['region'] as const)),
    ...(street ? [] : (['street'] as const)),
  ]
  return { name, phone: digits, place, street: street || null, missing }
}

/** Half-width digits and signs, no invisible ones, cut to a length that is still an address. */
function tidy(pasted: string): string {
  return pasted
    .slice(0, LONGEST_PASTE)
    .normalize('NFC')
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0b\uff0d]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]|\p{Co}/gu, '')
    .replace(/\p{Cc}|\u3000/gu, ' ')
}

type Part = {
  text: string
  /** Left of the region. */
  before: boolean
  /** Next to the telephone number. */
  byPhone: boolean
  labelled: boolean
}

function pieces(text: string, before: boolean): Part[] {
  const words = text.split(SEPARATORS).filter((word) => word !== '')
  return words.flatMap((word, place) => {
    const bare = word.replace(MARKS, '').replace(/^[:：/.-]+|[:：/.-]+$/gu, '')
    // Six digits alone are a postcode.
    if (bare === '' || /^\d{6}$/u.test(bare)) return []
    const byPhone = words[place - 1] === PHONE_MARK || words[place + 1] === PHONE_MARK
    return [{ text: bare, before, byPhone, labelled: word.startsWith(NAME_MARK) }]
  })
}

function takeName(parts: readonly Part[]): { name: string | null; rest: Part[] } {
  const scored = parts.map((part, place) => ({ part, score: nameScore(part) + (place === 0 || place === parts.length - 1 ? 1 : 0) }))
  const best = scored.reduce<(typeof scored)[number] | null>((most, one) => (one.score >= 3 && (!most || one.score > most.score) ? one : most), null)
  // The only words that could be a street are none that merely look a little like a name.
  if (best && (parts.length > 1 || best.score >= 5)) return { name: best.part.text, rest: parts.filter((part) => part !== best.part) }
  for (const [place, part] of parts.entries()) {
    const glued = gluedName(part)
    if (glued) return { name: glued.name, rest: parts.map((one, at) => (at === place ? { ...one, text: glued.street } : one)) }
  }
  return { name: null, rest: [...parts] }
}

const ADDRESS_END = /[路街道巷弄里号栋幢楼室层元苑园村镇乡庄区县市省组队厦场店站城旗州社坊座户口桥湾校院厂司]$/u
const COURTESY = /(?:先生|女士|小姐|老师|阿姨|师傅|同学|经理|大爷|奶奶|爷爷)$/u

function nameScore({ text, byPhone, labelled }: Part): number {
  const length = [...text].length
  if (labelled && length <= 30) return 20
  if (/^[A-Za-z][A-Za-z.' ]{1,29}$/u.test(text)) return byPhone ? 5 : 3
  if (!/^[\p{Script=Han}·]{2,15}$/u.test(text) || (length > 4 && !text.includes('·'))) return -10
  const known = surnameLength(text) > 0 && length > surnameLength(text)
  const likely = (known ? 4 : 0) + (length < 4 ? 2 : 1) + (byPhone ? 2 : 0) + (COURTESY.test(text) ? 4 : 0)
  return ADDRESS_END.test(text) && !(known && length < 4 && byPhone) ? likely - 8 : likely
}

/** 解放路1号张三: a family name right after what ends an address. */
function gluedName({ text, byPhone }: Part): { street: string; name: string } | null {
  if (!byPhone) return null
  const tail = /^(.*[号室楼栋幢层户座元\dA-Za-z])(\p{Script=Han}{2,4})$/u.exec(text)
  const name = tail?.[2] ?? ''
  const surname = surnameLength(name)
  return tail?.[1] && surname > 0 && name.length - surname <= 2 && name.length > surname ? { street: tail[1], name } : null
}
