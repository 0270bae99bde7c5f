import { Form, Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Select } from '#app/components/ui/field.tsx'
import type { Recipe } from '#app/domain/promotion/recipes.ts'
import { recipes } from '#app/domain/promotion/recipes.ts'

/** Which kind, in words; for one of a shop, which shop. */
export function RecipeChooser({ chosen, merchants }: { chosen: Recipe | null; merchants: readonly { id: string; name: string }[] }) {
  if (chosen)
    return (
      <Card labelledBy="whose">
        <SectionHeading id="whose" title={`${chosen.name}：哪家店的`} note="要有商家的同意才能代它添加" />
        <ShopForm recipe={chosen} merchants={merchants} />
      </Card>
    )
  const groups = [
    { title: '平台的优惠', list: recipes.filter(({ owner }) => owner !== 'MERCHANT') },
    { title: '一家店的优惠', list: recipes.filter(({ owner }) => owner !== 'PLATFORM') },
  ]
  return (
    <div className="grid gap-4">
      {groups.map(({ title, list }, place) => (
        <Card key={title} labelledBy={`group-${place}`}>
          <SectionHeading id={`group-${place}`} title={title} />
          <ul className="grid gap-2.5 sm:grid-cols-2 lg:grid-cols-3">
            {list.map((recipe) => (
              <li key={recipe.id}>
                {place === 0 ? (
                  <Link to={`?kind=${recipe.id}`} className="block h-full rounded-control border border-line-strong px-3.5 py-2.5 no-underline hover:border-cinnabar hover:bg-cinnabar-wash">
                    <span className="block font-semibold">{recipe.name}</span>
                    <span className="block text-xs text-ink-2">{recipe.hint}</span>
                  </Link>
                ) : (
                  <details className="rounded-control border border-line-strong px-3.5 py-2.5">
                    <summary className="cursor-pointer">
                      <span className="font-semibold">{recipe.name}</span>
                      <span className="block text-xs text-ink-2">{recipe.hint}</span>
                    </summary>
                    <div className="mt-3"><ShopForm recipe={recipe} merchants={merchants} /></div>
                  </details>
                )}
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}

function ShopForm({ recipe, merchants }: { recipe: Recipe; merchants: readonly { id: string; name: string }[] }) {
  return (
    <Form method="get" className="grid gap-3">
      <input type="hidden" name="kind" value={recipe.id} />
      <Select label="店铺" id={`shop-${recipe.id}`} name="shop" options={merchants.map(({ id, name }) => ({ value: id, label: name }))} />
      <div><Button size="sm">下一步</Button></div>
    </Form>
  )
}
