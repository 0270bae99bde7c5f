import { Icon } from '#app/components/ui/icon.tsx'
import type { IconName } from '#app/components/ui/icon.tsx'

// Only what the shop does today.
const promises: { icon: IconName; title: string; text: string }[] = [
  { icon: 'scale', title: '明码标价', text: '写明净含量和每 500 g 的价钱' },
  { icon: 'truck', title: '运费先看清', text: '提交订单前列明每家店的运费' },
  { icon: 'shield', title: '卖家看得见', text: '名称、地址、电话、证照都公开' },
  { icon: 'clock', title: '付款不着急', text: '下单后为您留货 15 分钟' },
]

export function Promises() {
  return (
    <ul className="grid grid-cols-2 gap-x-3 gap-y-4 rounded-card border border-line bg-white p-4 md:grid-cols-4 md:p-5">
      {promises.map((promise) => (
        <li key={promise.title} className="flex items-start gap-2.5">
          <Icon name={promise.icon} className="mt-0.5 size-6 shrink-0 text-river" />
          <div>
            <p className="font-semibold">{promise.title}</p>
            <p className="text-xs text-ink-2">{promise.text}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
