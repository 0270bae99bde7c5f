import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { campaignSpan } from '#app/domain/campaign/content.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'

export type CurrentCampaign = { id: string; edition: number; name: string; content: CampaignContent }

/**
 * The edition that shoppers see at an instant, as it was published: the one that is under way,
 * else the next one that is announced; null when there is none.
 */
export async function currentCampaign(now: Date): Promise<CurrentCampaign | null> {
  const campaigns = await liveCampaigns.get()
  const ahead = campaigns.filter(({ content }) => {
    const span = campaignSpan(content)
    return span !== null && now < span.endsAt
  })
  return ahead[0] ?? null
}

const liveCampaigns = keptUntilRung('live-campaigns', load, { unheardMs: 0 })

async function load(): Promise<CurrentCampaign[]> {
  const rows = await queryNamed<{ id: string; edition: number; name: string; content: unknown }>(
    'campaigns-live',
    `select c.id, c.edition, c.name, v.content from campaign c join campaign_version v on v.campaign_id = c.id and v.version = c.published_version
      where c.state = 'LIVE' order by c.edition`,
    [],
  )
  return rows.map((row) => ({ ...row, content: readContent(row.content) }))
}
