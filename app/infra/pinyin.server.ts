import { pinyin } from 'pinyin-pro'

/**
 * The readings of a run of characters, one each, in small letters without tones (ü as v, as it
 * is typed); empty for one that nobody has read. 长绒棉 → chang, rong, mian.
 */
export function readings(characters: string): string[] {
  return pinyin(characters, { toneType: 'none', type: 'array', v: true }).map((syllable) => (/^[a-z]+$/.test(syllable) ? syllable : ''))
}
