import { Button } from '#app/components/ui/button.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import type { MissingPart } from '#app/domain/address/parse-pasted.ts'
import { LONGEST_PASTE } from '#app/domain/address/parse-pasted.ts'
import { missingWords } from '#app/domain/address/words.ts'

/** What was read from a pasted line; null: nothing was pasted. */
export type Pasted = { missing: MissingPart[] } | null

/** One line from a chat becomes the fields below it, which stay open to change. */
export function PasteAddress({ pasted, text }: { pasted: Pasted; text: string }) {
  return (
    <details open={pasted !== null} className="group mb-4 rounded-control bg-paper px-3.5 py-2">
      <Fold>智能填写：粘贴一段地址，自动分好</Fold>
      <TextArea
        className="mt-2"
        label="姓名、电话和地址"
        name="pasted"
        rows={3}
        maxLength={LONGEST_PASTE}
        autoComplete="off"
        placeholder="例：陈小麦 13912345678 浙江省台州市椒江区示例路 8 号"
        hint="顺序、标点都不要紧"
        // What was read whole stands in the fields; a rest to be mended stays in sight.
        defaultValue={pasted && pasted.missing.length === 0 ? '' : text}
      />
      <Button name="intent" value="parse" tone="secondary" size="sm" formNoValidate className="mt-2 mb-2">
        识别
      </Button>
      {pasted === null ? null : pasted.missing.length === 0 ? (
        <Notice tone="success" className="mb-2">
          <p>已经填到下面，请核对一遍。</p>
        </Notice>
      ) : (
        <Notice tone="warning" title={pasted.missing.length === 4 ? '没有认出来' : `还缺：${missingWords(pasted.missing)}`} className="mb-2">
          <p>{pasted.missing.length === 4 ? '请直接填在下面。' : '认出来的已经填到下面，缺的请补上。'}</p>
        </Notice>
      )}
    </details>
  )
}
