import { route, index, layout, prefix } from '@remix-run/route-config'
import type { RouteConfig, RouteConfigEntry } from '@remix-run/route-config'

// One list a surface; the guard test walks the same list.
const storefront: RouteConfigEntry[] = []

const identity: RouteConfigEntry[] = []

const merchant: RouteConfigEntry[] = []

const command: RouteConfigEntry[] = []

const operator: RouteConfigEntry[] = []

const machine: RouteConfigEntry[] = []

export default [
  ...storefront,
  ...identity,
  ...merchant,
  ...command,
  ...operator,
  ...machine,
] satisfies RouteConfig

void [route, index, layout, prefix]
