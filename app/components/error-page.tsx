import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useRequestFacts } from '#app/components/request-context.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import type { MotifName } from '#app/domain/motif.ts'

type Words = { title: string; text: string }

const words: Record<number, Words> = {
  400: { title: '这个请求我们没看懂', text: '请返回上一页，检查填写的内容后再试。' },
  403: { title: '您没有权限看这一页', text: '如果您认为应该可以，请换用有权限的账号登录。' },
  404: { title: '这一页飘走了', text: '您要找的页面不存在，或者已经下架。' },
  405: { title: '这个请求我们没看懂', text: '请返回上一页再试。' },
  409: { title: '刚才有了新变化', text: '请返回上一页，刷新后再试。' },
  413: { title: '内容太大了', text: '请减少内容后再试。' },
  429: { title: '操作太频繁了', text: '请稍等片刻再试，您的购物车都还在。' },
  503: { title: '店铺暂时歇一会儿', text: '系统正在维护或很繁忙，请稍后再来。您的购物车都还在。' },
}

const motifs: Record<number, MotifName> = { 403: 'gate', 404: 'lost-kite', 409: 'waiting', 429: 'waiting', 503: 'waiting' }

const bug: Words = {
  title: '我们这边出了点问题',
  text: '如果刚才在下单或付款，请先到“我的订单”看一眼，再决定是否重试。需要帮助时，请告诉我们下面的编号。',
}

/** What an ErrorBoundary shows; its page stays around it where there is one. */
export function RouteErrorPage() {
  const error = useRouteError()
  const { requestId, databaseAway } = useRequestFacts()
  const status = isRouteErrorResponse(error) ? error.status : databaseAway ? 503 : 500
  const sentence = isRouteErrorResponse(error) && typeof error.data === 'string' ? error.data : null
  return <ErrorPage status={status} sentence={sentence} requestId={requestId} />
}

/** Where not even the frame of the page could be drawn: the way to the licences stands all the same. */
export function BareErrorPage() {
  return (
    <>
      <RouteErrorPage />
      <footer className="border-t border-line px-4 py-4 text-center text-sm">
        {[['/licences', '证照信息'], ['/rules', '规则与公示'], ['/rules/complaints', '投诉']].map(([href, label]) => (
          <a key={href} href={href} className="mx-2 inline-flex min-h-11 items-center underline">
            {label}
          </a>
        ))}
      </footer>
    </>
  )
}

function ErrorPage({
  status,
  sentence,
  requestId,
}: {
  status: number
  sentence: string | null
  requestId: string | undefined
}) {
  const known = words[status] ?? bug
  // The router's own words are for developers.
  const told = sentence?.startsWith('Error:') ? null : sentence
  return (
    <div className="mx-auto flex min-h-[60vh] max-w-read flex-col justify-center px-4 py-10">
      <EmptyState
        motif={motifs[status] ?? 'scissors'}
        title={known.title}
        level={1}
        action={
          <>
            <LinkButton to="/" reloadDocument>
              回到首页
            </LinkButton>
            <LinkButton to="/cart" tone="quiet" reloadDocument>
              看看购物车
            </LinkButton>
          </>
        }
      >
        <p>{told ?? known.text}</p>
        {requestId ? (
          <p className="mt-3 text-xs" data-database-away={status === 503 ? '' : undefined}>
            请求编号 <code data-request-id="">{requestId}</code>
          </p>
        ) : null}
      </EmptyState>
    </div>
  )
}
