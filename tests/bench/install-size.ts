import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Megabytes of the packages that production installs, by the lockfile. */
export function productionInstallMb(): number {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  const bytes = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .reduce((sum, [path]) => sum + ownBytes(path), 0)
  return Math.round(bytes / 1024 / 1024)
}

/** Of a package without those nested in it, which have entries of their own; 0 for one of another platform. */
function ownBytes(folder: string): number {
  let bytes = 0
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory()) bytes += entry.name === 'node_modules' ? 0 : ownBytes(join(folder, entry.name))
    else bytes += lstatSync(join(folder, entry.name)).size
  }
  return bytes
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
