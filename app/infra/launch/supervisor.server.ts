import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, createWriteStream, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orDiskFull } from '#app/infra/disk-full.server.ts'
import { PORT_TAKEN } from '#app/infra/launch/exit-codes.ts'
import { PortTaken } from '#app/infra/ports.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'

const preloads = ['end-with-parent.ts', 'outlive-full-log.ts'].flatMap((name) => ['--import', fileURLToPath(new URL(name, import.meta.url))])
const LOG_LIMIT_BYTES = 20_000_000
const READY_MS = 60_000
const STOP_MS = 30_000
// A child that lives this long has recovered; its next death starts from the short pause.
const RECOVERED_MS = 60_000

export type ChildPlan = {
  name: string
  entry: string
  env: Record<string, string>
  /**
   * Says by a message to its parent that it listens. Until then whoever answers on its
   * port is somebody else's.
   */
  listens: boolean
  isReady: () => Promise<boolean>
}

type Run = Pick<ChildPlan, 'name' | 'entry' | 'env'>

export type Supervised = {
  name: string
  pid: () => number | undefined
  /** Asks, waits, and kills only what does not answer. */
  stop: () => Promise<void>
  kill: () => void
}

export type Surroundings = {
  logDir: string
  /** Children write to the console, too. */
  console: boolean
  say: (sentence: string) => void
  onStart: () => void
  /** Ends the waiting for a start that nobody wants any more. */
  signal: AbortSignal
}

/**
 * Starts a process of the shop, waits until it is ready, and starts it again whenever it dies.
 * @throws PortTaken where it found its port taken before it was ready.
 */
export async function supervise(plan: ChildPlan, around: Surroundings): Promise<Supervised> {
  const log = join(around.logDir, `${plan.name}.log`)
  let child: ChildProcess
  let stopping = false
  let deaths = 0
  let isListening = !plan.listens
  let lastCode: number | null = null
  let restart: NodeJS.Timeout | undefined

  const start = () => {
    const startedAt = performance.now()
    child = spawnChild(plan, log, around.console)
    child.once('message', () => (isListening = true))
    child.once('exit', (code, signal) => {
      lastCode = code
      if (stopping) return
      deaths = performance.now() - startedAt > RECOVERED_MS ? 1 : deaths + 1
      const pauseMs = Math.min(500 * 2 ** (deaths - 1), 30_000)
      around.say(`${plan.name} 意外退出（${code === PORT_TAKEN ? '端口被别的程序占用' : (signal ?? code)}），${pauseMs / 1000} 秒后重新启动，详见 ${log}`)
      restart = setTimeout(start, pauseMs)
    })
    around.onStart()
  }

  const stop = async () => {
    stopping = true
    clearTimeout(restart)
    if (hasEnded(child)) return
    askToEnd(child)
    if (!(await waitUntil(() => hasEnded(child), STOP_MS))) killGroup(child)
    await waitUntil(() => hasEnded(child), 5_000)
  }

  around.signal.throwIfAborted()
  start()
  const gaveUp = () => deaths > 0 || around.signal.aborted
  const ready = await waitUntil(async () => gaveUp() || (isListening && (await plan.isReady())), READY_MS)
  if (gaveUp() || !ready) {
    await stop()
    around.signal.throwIfAborted()
    if (lastCode === PORT_TAKEN) throw new PortTaken(`${plan.name} 的端口被别的程序占用。 / The port of ${plan.name} is taken.`)
    throw failureOf(`${plan.name} 没有启动成功`, log)
  }
  return {
    name: plan.name,
    pid: () => child.pid,
    stop,
    kill: () => {
      stopping = true
      killGroup(child)
    },
  }
}

/** Runs a process that ends by itself. */
export async function runToEnd(plan: Run, around: Surroundings): Promise<void> {
  const log = join(around.logDir, `${plan.name}.log`)
  const child = spawnChild(plan, log, around.console)
  const giveUp = () => child.kill('SIGKILL')
  around.signal.addEventListener('abort', giveUp)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  around.signal.removeEventListener('abort', giveUp)
  around.signal.throwIfAborted()
  if (code !== 0) throw failureOf(`${plan.name} 没有完成`, log)
}

function spawnChild(plan: Run, log: string, toConsole: boolean): ChildProcess {
  makeRoom(log)
  const file = openSync(log, 'a')
  const out = toConsole ? 'pipe' : file
  const child = spawn(process.execPath, [...preloads, plan.entry], {
    // A group of its own: Ctrl-C in a terminal reaches the launcher alone, which stops
    // the processes in their order.
    detached: true,
    windowsHide: true,
    env: { ...process.env, ...plan.env, PROCESS_NAME: plan.name },
    stdio: ['ignore', out, out, 'ipc'],
  })
  closeSync(file)
  if (toConsole) {
    const copy = createWriteStream(log, { flags: 'a' })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.pipe(process.stdout, { end: false })
      stream?.pipe(copy, { end: false })
    }
  }
  return child
}

/** Windows knows no gentle signal; there the closed channel says it. */
function askToEnd(child: ChildProcess): void {
  if (process.platform === 'win32') child.disconnect()
  else child.kill('SIGTERM')
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // It was faster.
  }
}

function makeRoom(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(log, `${log}.old`)
}

function failureOf(what: string, log: string): unknown {
  return orDiskFull(new Error(`${what}，日志 ${log} 的最后几行：\n${lastLines(log)}`), [dirname(log)])
}

function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n')
}
