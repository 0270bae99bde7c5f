import { Motif, washClass } from '#app/components/art/motif.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { CategoryLink } from '#app/domain/catalogue/views.ts'

/** Round windows, one a category. On a phone they scroll sideways in two rows. */
export function CategoryRail({ categories, current }: { categories: readonly CategoryLink[]; current?: string }) {
  return (
    <nav aria-label="分类" className="rail -mx-4 px-4 py-1 md:mx-0 md:px-0 elder:mx-0 elder:px-0">
      <ul
        className={classNames(
          'grid w-max grid-flow-col gap-x-2 gap-y-3 md:w-auto md:grid-flow-row md:gap-x-1 elder:w-auto elder:grid-flow-row elder:grid-cols-[repeat(auto-fill,minmax(5rem,1fr))] elder:grid-rows-none',
          categories.length % 7 === 0 ? 'md:grid-cols-7' : 'md:grid-cols-8',
          current === undefined && categories.length > 8 ? 'grid-rows-2 md:grid-rows-none' : 'grid-rows-1',
        )}
      >
        {categories.map((category) => {
          const isCurrent = category.slug === current
          return (
            <li key={category.id}>
              <a
                href={`/categories/${category.slug}`}
                aria-current={isCurrent ? 'page' : undefined}
                className="group block w-[4.25rem] text-center text-xs no-underline md:w-full md:text-sm elder:w-full"
              >
                <span
                  className={classNames(
                    'mx-auto mb-1 grid size-14 place-items-center rounded-full transition-transform group-hover:-translate-y-0.5 md:size-16',
                    washClass(category.motif),
                    isCurrent && 'ring-2 ring-cinnabar ring-offset-2 ring-offset-paper',
                  )}
                >
                  <Motif name={category.motif} size={40} eager className="size-10 md:size-12" />
                </span>
                <span className={isCurrent ? 'font-semibold text-cinnabar-deep' : undefined}>{category.name}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
