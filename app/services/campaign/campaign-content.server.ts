import { z } from 'zod'
import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { PHASE_CODES } from '#app/domain/campaign/content.ts'

// Kept as JSON, like the definitions of promotions.

const instant = z.iso.datetime().transform((text) => new Date(text))
const fen = z.int().min(0)

const content = z.strictObject({
  phases: z.array(z.strictObject({ code: z.enum(PHASE_CODES), startsAt: instant, endsAt: instant })).readonly(),
  venues: z
    .array(
      z.strictObject({
        slug: z.string(),
        name: z.string(),
        intro: z.string(),
        motif: z.string(),
        rules: z
          .array(
            z.strictObject({
              label: z.string(),
              categoryId: z.string().exactOptional(),
              regimentId: z.string().exactOptional(),
              goodsType: z.enum(['FRESH', 'FROZEN', 'DRIED', 'LIQUID', 'NON_FOOD']).exactOptional(),
              merchantId: z.string().exactOptional(),
              bundle: z.boolean().exactOptional(),
              fromFen: fen.exactOptional(),
              untilFen: fen.exactOptional(),
              enrolled: z.literal(true).exactOptional(),
            }),
          )
          .readonly(),
        pins: z.array(z.strictObject({ productId: z.string(), paid: z.boolean(), note: z.string() })).readonly(),
      }),
    )
    .readonly(),
})

/** @throws where the stored JSON is no content of a campaign */
export function readContent(stored: unknown): CampaignContent {
  return content.parse(stored)
}

/** What is stored: dates as ISO texts. */
export function writeContent(value: CampaignContent): z.input<typeof content> {
  return JSON.parse(JSON.stringify(value)) as z.input<typeof content>
}
