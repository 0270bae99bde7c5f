import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Running = { child: ChildProcess; startedMs: number; stop: () => Promise<void> }

/** Starts one of our entries and waits until its address answers. */
export async function run(entry: string, env: Record<string, string>, readyUrl: string): Promise<Running> {
  const started = performance.now()
  const child = spawn(process.execPath, [entry], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  const gone = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`${entry} ended with ${code ?? 'a signal'}`))))
  const ready = (async () => {
    for (;;) {
      const ok = await fetch(readyUrl).then((answer) => answer.ok, () => false)
      if (ok) return performance.now() - started
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const startedMs = await Promise.race([ready, gone])
  gone.catch(() => undefined)
  return {
    child,
    startedMs,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Resident memory in megabytes; Linux only, else null. */
export function memoryMb(pid: number | undefined, what: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const line = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line ? Math.round(Number(line[1]) / 1024) : null
  } catch {
    return null
  }
}
