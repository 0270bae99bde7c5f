import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Figures stand right, in one width. */
  numeric?: boolean
  /** Cell of the row's name. */
  rowHeader?: boolean
  /** Hidden on phones; say the same elsewhere in the row. */
  wideOnly?: boolean
}

export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  footer,
  empty = '暂无数据',
}: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  footer?: ReactNode
  empty?: ReactNode
}) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className={captionHidden ? 'sr-only' : 'mb-2 text-left text-md font-semibold'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classNames(
                  'border-b border-line px-2 py-2 align-bottom font-medium whitespace-nowrap text-ink-2 first:pl-0 last:pr-0',
                  column.numeric ? 'text-right' : 'text-left',
                  column.wideOnly && 'hidden sm:table-cell',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0">
              {columns.map((column) => {
                const Cell = column.rowHeader ? 'th' : 'td'
                return (
                  <Cell
                    key={column.key}
                    scope={column.rowHeader ? 'row' : undefined}
                    className={classNames(
                      'px-2 py-2.5 align-top font-normal first:pl-0 last:pr-0',
                      column.numeric ? 'text-right whitespace-nowrap tabular-nums' : 'text-left',
                      column.wideOnly && 'hidden sm:table-cell',
                    )}
                  >
                    {column.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
          {rows.length === 0 ? (
            <tr>
              <td colSpan={columns.length} className="py-8 text-center text-ink-2">
                {empty}
              </td>
            </tr>
          ) : null}
        </tbody>
        {footer ? <tfoot className="border-t border-line font-semibold">{footer}</tfoot> : null}
      </table>
    </div>
  )
}
