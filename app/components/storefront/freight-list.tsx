import { freightSentence } from '#app/domain/shipping/freight.ts'

/** The whole tariff, in the words of the rule that charges it. */
export function FreightList({ perishable = false }: { perishable?: boolean }) {
  return (
    <ul className="list-disc space-y-1 pl-5">
      <li>{freightSentence.A}</li>
      <li>其他内地省市：{freightSentence.B}</li>
      <li>东北、西北、内蒙古、广西、海南：{freightSentence.C}</li>
      <li>{freightSentence.XIZANG}</li>
      <li>{freightSentence.XINJIANG}</li>
      <li>港澳台：暂不配送{perishable ? '；本商品不发往西藏' : ''}</li>
    </ul>
  )
}
