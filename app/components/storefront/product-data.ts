import type { Seller, SkuChoice } from '#app/domain/catalogue/views.ts'
import { formatYuan } from '#app/domain/money.ts'

type Shown = { title: string; subtitle: string; onShelf: boolean; category: { name: string }; seller: Pick<Seller, 'legalName'>; selected: Pick<SkuChoice, 'code' | 'netGrams' | 'soldOut' | 'shelf'> | null }

/** A product in the words of schema.org, with the price that its page shows. */
export function productData(product: Shown, { url, picture }: { url: string; picture: string }) {
  const { selected } = product
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    ...(product.subtitle ? { description: product.subtitle } : {}),
    image: picture,
    category: product.category.name,
    ...(selected
      ? {
          sku: selected.code,
          weight: { '@type': 'QuantitativeValue', value: selected.netGrams, unitCode: 'GRM' },
          offers: {
            '@type': 'Offer',
            url,
            price: formatYuan(selected.shelf.priceFen),
            priceCurrency: 'CNY',
            availability: `https://schema.org/${!product.onShelf ? 'Discontinued' : selected.soldOut ? 'OutOfStock' : 'InStock'}`,
            seller: { '@type': 'Organization', name: product.seller.legalName },
          },
        }
      : {}),
  }
}
