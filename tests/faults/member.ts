import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '#app/infra/processes.server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const endWithParent = join(root, 'app/infra/launch/end-with-parent.ts')
const RESTART_MS = 200

export type Member = {
  name: string
  pid: () => number
  kill: (signal: NodeJS.Signals) => void
  stop: () => Promise<void>
}

/** A process of the shop that is started again whenever it dies, as a supervisor would. */
export function startMember(name: string, entry: string, env: Record<string, string>, folder: string): Member {
  let child: ChildProcess
  let stopping = false
  const start = (): void => {
    const log = openSync(join(folder, `${name}.log`), 'a')
    // A group of its own: Ctrl-C is for the run, which ends them all in its time.
    child = spawn(process.execPath, ['--import', endWithParent, entry], {
      cwd: root,
      detached: true,
      env: { ...process.env, ...env, PROCESS_NAME: name },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    child.once('exit', () => {
      if (!stopping) setTimeout(() => stopping || start(), RESTART_MS)
    })
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null
  start()
  return {
    name,
    pid: () => child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      stopping = true
      child.kill('SIGKILL')
      await waitUntil(ended, 10_000)
    },
  }
}
