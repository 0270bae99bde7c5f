import type { ComplaintKind, ComplaintState, Speaker } from '#app/domain/complaint/complaint.ts'

export type Said = { id: string; by: Speaker; text: string; at: Date }

export type ComplaintView = {
  number: string
  kind: ComplaintKind
  state: ComplaintState
  openedAt: Date
  shopAnswersBy: Date
  decidedBy: Date
  closedAt: Date | null
}

/** What was said about one merchant's part of an order, the oldest first. */
export type TalkView = { said: Said[]; complaints: ComplaintView[] }
