import { pinyin } from 'pinyin-pro'

/** Initials of the pinyin of a text, lower case, Latin letters and digits kept: 灰枣 A1 → hza1. */
export function pinyinInitials(text: string): string {
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
