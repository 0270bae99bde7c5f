import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listingStatusWords } from '#app/components/console/words.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { GoodsPlate } from '#app/components/ui/photo.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { requireMerchant } from '#app/http/guards.server.ts'
import { listOwnListings } from '#app/services/catalogue/own-listings.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  return { listings: await listOwnListings(merchantId) }
}

export default function Listings() {
  const { listings } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="商品" note={`共 ${listings.length} 个`}>
        <LinkButton to="/merchant/listings/new">新建商品</LinkButton>
      </PageHeading>
      {listings.length === 0 ? (
        <EmptyState motif="gift" title="还没有商品" action={<LinkButton to="/merchant/listings/new">新建第一个</LinkButton>} />
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {listings.map((listing) => (
              <li key={listing.id} className="flex items-center gap-3 px-4 py-3">
                <GoodsPlate photo={listing.photo} motif={listing.motif} size={48} sizes="3.5rem" className="size-14 shrink-0 rounded-control" />
                <div className="min-w-0 flex-1">
                  <Link to={`/merchant/listings/${listing.id}`} className="block truncate font-semibold text-ink no-underline hover:underline">{listing.title}</Link>
                  <p className="text-xs text-ink-2">{listing.code} · {listing.spec}</p>
                  <p className="text-sm tabular-nums">{formatYuan(listing.priceFen)} 元 <span className="text-ink-2">· 可售 {listing.free}</span></p>
                </div>
                <Tag tone={listingStatusWords[listing.status].tone}>{listingStatusWords[listing.status].word}</Tag>
                <LinkButton to={`/merchant/listings/${listing.id}`} tone="quiet" size="sm">编辑</LinkButton>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
