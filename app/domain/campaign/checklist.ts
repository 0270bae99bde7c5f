import { phaseWindowWords } from '#app/domain/campaign/changes.ts'
import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { mainVenue } from '#app/domain/campaign/content.ts'

/** One step of setting an edition up, in the order in which it is done. `at` is the part of the page where. */
export type ChecklistItem = { at: 'phases' | 'venues' | 'promotions' | 'enrolments' | 'publish'; title: string; note: string; done: boolean }

export type ChecklistFacts = {
  content: CampaignContent
  phasesRight: boolean
  promotions: number
  enrolments: { proposed: number; accepted: number }
  /** What publishing would change now. */
  changes: number
  isLive: boolean
}

/** 还差什么: leads through the set-up; the first that is not done is what comes next. */
export function checklist({ content, phasesRight, promotions, enrolments, changes, isLive }: ChecklistFacts): ChecklistItem[] {
  const peak = content.phases.find(({ code }) => code === 'peak')
  return [
    { at: 'phases', title: '核对日期', note: !phasesRight ? '有阶段的日期不对' : peak ? `爆发：${phaseWindowWords(peak)}` : `${content.phases.length} 个阶段`, done: phasesRight },
    { at: 'venues', title: '准备会场', note: mainVenue(content) ? `${content.venues.length} 个会场，商品按规则自动进场` : '至少要有一个会场', done: mainVenue(content) !== undefined },
    { at: 'promotions', title: '添加优惠', note: promotions > 0 ? `已有 ${promotions} 项` : '先加一项跨店满减', done: promotions > 0 },
    {
      at: 'enrolments', title: '审核报名',
      note: enrolments.proposed > 0 ? `${enrolments.proposed} 个报名等您审核` : enrolments.accepted > 0 ? `已通过 ${enrolments.accepted} 个` : '还没有商家报名，可以先发布，商家随后报名',
      done: enrolments.proposed === 0,
    },
    { at: 'publish', title: isLive ? '发布修改' : '发布', note: changes === 0 ? '没有未发布的修改' : `${changes} 处修改等待发布`, done: isLive && changes === 0 },
  ]
}
