import { randomUUID } from 'node:crypto'

/** Stands in the checkout form: however often the form is sent, it makes one order. */
export function newPlaceToken(): string {
  return randomUUID()
}
