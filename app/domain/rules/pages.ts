// The pages of rules that people must be able to read before they need them.

export const rulePages = [
  { page: 'platform', title: '平台规则', note: '谁在这里卖、谁在这里买、平台管什么' },
  { page: 'returns', title: '退货与售后规则', note: '什么能退、怎么退、钱什么时候到' },
  { page: 'complaints', title: '投诉与争议处理', note: '不满意时找谁、多久有答复' },
  { page: 'privacy', title: '个人信息处理说明', note: '收什么、为什么、留多久、怎么拿回去' },
] as const

export type RulePage = (typeof rulePages)[number]['page']

export function isRulePage(text: string): text is RulePage {
  return rulePages.some(({ page }) => page === text)
}

export function ruleTitle(page: RulePage): string {
  return rulePages.find((one) => one.page === page)!.title
}

export type RuleBlock = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; items: string[] }

/** A rule's text as its page draws it: `## ` begins a heading, `- ` an item, an empty line ends a paragraph. */
export function ruleBlocks(body: string): RuleBlock[] {
  const blocks: RuleBlock[] = []
  let open = false
  for (const line of body.split(/\r?\n/).map((text) => text.trim())) {
    const last = blocks.at(-1)
    if (line === '') open = false
    else if (line.startsWith('## ')) {
      blocks.push({ kind: 'heading', text: line.slice(3).trim() })
      open = false
    } else if (line.startsWith('- ')) {
      if (open && last?.kind === 'list') last.items.push(line.slice(2).trim())
      else blocks.push({ kind: 'list', items: [line.slice(2).trim()] })
      open = true
    } else {
      if (open && last?.kind === 'paragraph') last.text += line
      else blocks.push({ kind: 'paragraph', text: line })
      open = true
    }
  }
  return blocks
}
