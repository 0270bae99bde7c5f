import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'

const words: Readonly<Record<number, { title: string; text: string }>> = {
  400: { title: '没有看懂这个请求', text: '请返回上一页，检查填写的内容后再试。' },
  403: { title: '这一步由别的岗位来做', text: '通报由填表人生成和填写，审核人、签发人可以查看、下载和打印。' },
  404: { title: '没有找到', text: '指标、团场、企业或通报不存在，或者地址写错了。' },
}

const bug = { title: '系统出了问题', text: '数据没有改动。请稍后再试；如果一直这样，请告知平台运营。' }

/** Inside the command centre's own frame, so that the officer stays where the work is. */
export function CommandError() {
  const error = useRouteError()
  const known = (isRouteErrorResponse(error) ? words[error.status] : undefined) ?? bug
  return (
    <EmptyState
      motif="poplar"
      title={known.title}
      level={1}
      action={
        <>
          <LinkButton to="/command">销售成效</LinkButton>
          <LinkButton to="/command/reports" tone="quiet">
            月度通报
          </LinkButton>
        </>
      }
    >
      <p>{known.text}</p>
    </EmptyState>
  )
}
