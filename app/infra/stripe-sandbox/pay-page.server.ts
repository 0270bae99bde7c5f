import { formatYuan } from '#app/domain/money.ts'
import type { LineItem, SessionObject } from '#app/infra/stripe-sandbox/book.server.ts'
import type { WebhookSwitch } from '#app/infra/stripe-sandbox/webhooks.server.ts'

const methodNames: Record<string, string> = { card: '银行卡', alipay: '支付宝', wechat_pay: '微信支付' }

const switchNames: Record<WebhookSwitch, string> = {
  normal: '正常送达',
  duplicate: '重复送达',
  late: '迟到（等待手动投递）',
  never: '从不送达',
  out_of_order: '乱序送达',
}

export const payPageStyle = `
:root{color-scheme:light;--ink:#22303a;--soft:#5d6b75;--line:#dfe5e9;--go:#0f6a73;--bad:#a3261e}
*{box-sizing:border-box}body{margin:0;background:#eef2f4;color:var(--ink);font:16px/1.6 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:440px;margin:0 auto;padding:24px 16px 48px}
.mark{display:block;border:1px dashed #8a98a3;border-radius:8px;padding:8px 12px;color:var(--soft);font-size:13px;text-align:center;margin-bottom:16px}
.card{background:#fff;border:1px solid var(--line);border-radius:16px;padding:24px 20px}
h1{font-size:16px;font-weight:600;margin:0;color:var(--soft)}.sum{font-size:40px;font-weight:700;line-height:1.2;margin:4px 0 16px;font-variant-numeric:tabular-nums}
.sum small{font-size:22px;margin-right:4px}dl{margin:0;border-top:1px solid var(--line);padding-top:12px}
dl div{display:flex;justify-content:space-between;gap:16px;padding:3px 0;font-size:14px}dt{color:var(--soft)}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
form{margin-top:20px;display:grid;gap:12px}button{font:600 17px/1 inherit;font-family:inherit;min-height:52px;border-radius:12px;border:1px solid var(--line);background:#fff;color:var(--ink)}
button.go{background:var(--go);border-color:var(--go);color:#fff}button.bad{color:var(--bad);border-color:#e3bdb9}
button:focus-visible,select:focus-visible{outline:3px solid #8cc5ca;outline-offset:2px}
.note{margin:16px 0 0;padding:10px 12px;border-radius:10px;background:#fbeceb;color:var(--bad);font-size:15px}
label{font-size:13px;color:var(--soft);display:grid;gap:4px}select{font:inherit;font-size:14px;min-height:44px;border:1px solid var(--line);border-radius:10px;padding:0 10px;background:#fff;color:var(--ink)}
`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** The hosted pay page: plain HTML, no script. */
export function payPage(session: SessionObject, items: readonly LineItem[], failed: boolean): string {
  const [method = 'card'] = session.allowed_payment_method_types
  const rows = items.map(
    (item) => `<div><dt>${text(item.name)}</dt><dd>${formatYuan(item.unitAmount * item.quantity)}</dd></div>`,
  )
  const options = Object.entries(switchNames).map(([value, name]) => `<option value="${value}">${name}</option>`)
  return frame(`
<div class="card">
<h1>${methodNames[method] ?? method} · 订单 ${text(session.client_reference_id ?? '')}</h1>
<p class="sum"><small>¥</small>${formatYuan(session.amount_total ?? 0)}</p>
<dl>${rows.join('')}</dl>
${failed ? '<p class="note" role="alert">支付失败，款项没有扣除。您可以再试一次。</p>' : ''}
<form method="post" action="/pay/${session.id}">
<button class="go" name="outcome" value="success">支付成功</button>
<button class="bad" name="outcome" value="failure">支付失败</button>
<button name="outcome" value="cancel">取消支付</button>
<label>回调方式（测试用）<select name="webhooks">${options.join('')}</select></label>
</form>
</div>`)
}

export function payPageOver(session: SessionObject | null): string {
  const sentence = !session
    ? '没有这个支付页面。'
    : session.status === 'complete'
      ? '这笔订单已经支付，请勿重复付款。'
      : '这个支付页面已经失效，没有扣款。请回到商城查看订单。'
  return frame(`<div class="card"><h1>${sentence}</h1></div>`)
}

function frame(content: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>收银台 · 本地支付沙箱</title><link rel="stylesheet" href="/pay.css"></head>
<body><main><span class="mark">本地支付沙箱 · 演示，不会真实扣款</span>${content}</main></body></html>`
}
