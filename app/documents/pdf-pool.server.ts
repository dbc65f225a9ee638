/**
 * PDFs drawn one after the other in a process of their own. A drawing that takes too long ends the process, and the next
 * one starts another; so does a crash. An idle process ends after a while and gives back all of its memory, which a
 * thread would not: fonts and their tables leave 60 MB of holes.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { DocumentPage } from '#forms/document.ts'
import { PdfFailure } from './pdf-failure.ts'
import type { PdfOrder, PdfResult } from './pdf-process.ts'
import type { PdfOptions } from './render-pdf.ts'

export interface PdfPool {
  /** Throws a PdfFailure. */
  render: (page: DocumentPage, options: PdfOptions) => Promise<Uint8Array<ArrayBuffer>>
  close: () => Promise<void>
}

export interface PdfPoolSettings {
  timeLimitMs?: number
  idleMs?: number
  /** How many may wait before the next is refused. */
  waiting?: number
  /** Another file to run, relative to the project; only tests want one. */
  processFile?: string
}

interface Job {
  order: PdfOrder
  resolve: (bytes: Uint8Array<ArrayBuffer>) => void
  reject: (failure: PdfFailure) => void
}

/** The server's code is bundled and that of the process is not: both are found from the project's folder. */
const sourceFile = 'app/documents/pdf-process.ts'

/** A process that grows beyond this dies alone, instead of taking the server with it. */
const limits = ['--max-old-space-size=128', '--max-semi-space-size=4']

type Lost = (drawer: ChildProcess, why: string) => void

/**
 * Nothing of the server's environment but where compiled code is kept, and nothing on its log: both could hold what is
 * not for a document.
 */
function startDrawer(
  file: string,
  answered: (from: ChildProcess, result: PdfResult) => void,
  lost: Lost,
): ChildProcess {
  const compiled = process.env['NODE_COMPILE_CACHE']
  const drawer = fork(path.resolve(process.cwd(), file), {
    execArgv: limits,
    env: compiled ? { NODE_COMPILE_CACHE: compiled } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Safe by construction: the process runs our own file, which sends nothing else.
  drawer.on('message', (result) => answered(drawer, result as PdfResult))
  // an error is followed by an exit; whichever comes first tells the waiting job, once
  drawer.on('error', (error) => lost(drawer, error.name))
  drawer.on('exit', () => lost(drawer, 'exit'))
  return drawer
}

export function openPdfPool(settings: PdfPoolSettings = {}): PdfPool {
  const { idleMs = 10_000, waiting = 100, processFile = sourceFile } = settings
  const queue: Job[] = []
  let drawer: ChildProcess | undefined
  let current: Job | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** A process that was given up may still answer: its paper must not go to whoever is next. */
  const answered = (from: ChildProcess, result: PdfResult) => {
    if (from !== drawer) return
    if ('bytes' in result) finish((job) => job.resolve(result.bytes))
    else finish((job) => job.reject(new PdfFailure('broken', result.failure)))
  }

  const lose = (lost: ChildProcess, why: string) => {
    if (drawer !== lost) return
    drawer = undefined
    if (current) finish((job) => job.reject(new PdfFailure('crashed', why)))
  }

  const endDrawer = async () => {
    const ending = drawer
    drawer = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    ending.kill('SIGKILL')
    await once(ending, 'exit')
  }

  const finish = (tell: (job: Job) => void) => {
    clearTimeout(timer)
    const job = current
    current = undefined
    if (job) tell(job)
    next()
  }

  const next = () => {
    if (current) return
    current = queue.shift()
    if (!current) return rest()
    drawer ??= startDrawer(processFile, answered, lose)
    hold(drawer)
    timer = setTimeout(() => {
      void endDrawer()
      finish((job) => job.reject(new PdfFailure('late')))
    }, settings.timeLimitMs ?? 20_000)
    drawer.send(current.order)
  }

  /** Nothing to do: the process neither keeps ours alive nor, after a while, its memory. */
  const rest = () => {
    if (drawer) letGo(drawer)
    timer = setTimeout(() => void endDrawer(), idleMs).unref()
  }

  return {
    render: (page, options) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new PdfFailure('closed'))
        if (queue.length >= waiting) return reject(new PdfFailure('busy'))
        queue.push({ order: { page, options }, resolve, reject })
        if (current) return
        clearTimeout(timer)
        next()
      }),
    close: async () => {
      closed = true
      clearTimeout(timer)
      for (const job of [current, ...queue.splice(0)]) job?.reject(new PdfFailure('closed'))
      current = undefined
      await endDrawer()
    },
  }
}

function hold(drawer: ChildProcess): void {
  drawer.ref()
  drawer.channel?.ref()
}

function letGo(drawer: ChildProcess): void {
  drawer.unref()
  drawer.channel?.unref()
}
