/** A truth about the database: one query that must return no row. */
export type Invariant = {
  id: string
  /** What must hold. */
  sentence: string
  sql: string
}
