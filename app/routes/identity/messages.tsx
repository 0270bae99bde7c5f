import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { formatInstantChinese } from '#app/domain/time.ts'
import { requireShopper } from '#app/http/guards.server.ts'
import { listMessages } from '#app/services/identity/list-messages.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('站内信')

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  return { messages: await listMessages(userId) }
}

export default function Messages() {
  const { messages } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="站内信" />
      {messages.length === 0 ? (
        <EmptyState motif="letter" title="还没有消息" />
      ) : (
        <ul className="grid gap-3">
          {messages.map((message) => (
            <Card as="li" key={message.id}>
              <div className="flex justify-between gap-3">
                <h2 className="font-semibold">{message.title}</h2>
                <time className="text-sm whitespace-nowrap text-ink-2">{formatInstantChinese(new Date(message.createdAt))}</time>
              </div>
              <p className="mt-1 text-sm text-ink-2">{message.body}</p>
            </Card>
          ))}
        </ul>
      )}
    </Content>
  )
}
