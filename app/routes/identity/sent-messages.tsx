import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import { formatInstantChinese } from '#app/domain/time.ts'
import { notFound, publicPage } from '#app/http/guards.server.ts'
import { listSentTexts } from '#app/services/identity/list-messages.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('演示短信')

/** Stands in for a phone in demo mode; in production the page does not exist. */
export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const messages = await listSentTexts()
  if (!messages) throw notFound()
  return { messages }
}

export default function SentMessages() {
  const { messages } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title={<>短信 <DemoMark /></>} note="演示环境不会真的发短信，内容显示在这里" />
      {messages.length === 0 ? (
        <EmptyState motif="letter" title="还没有短信" />
      ) : (
        <ul className="grid gap-3">
          {messages.map((message) => (
            <Card as="li" key={message.id}>
              <div className="flex justify-between gap-3 text-sm text-ink-2">
                <span>发给 {message.to}</span>
                <time>{formatInstantChinese(new Date(message.createdAt))}</time>
              </div>
              <h2 className="mt-1 font-semibold">{message.title}</h2>
              <p className="text-sm">{message.body}</p>
            </Card>
          ))}
        </ul>
      )}
    </Content>
  )
}
