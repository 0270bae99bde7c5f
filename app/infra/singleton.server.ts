const kept = globalThis as typeof globalThis & { __singletons?: Map<string, unknown> }

/**
 * One value a process, also where the development server loads a module twice (once by
 * Node for the entry, once by Vite for the routes).
 */
export function singleton<T>(name: string, make: () => T): T {
  kept.__singletons ??= new Map()
  if (!kept.__singletons.has(name)) kept.__singletons.set(name, make())
  return kept.__singletons.get(name) as T
}
