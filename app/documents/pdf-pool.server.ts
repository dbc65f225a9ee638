/**
 * PDFs drawn one after the other in a thread of their own. A drawing that takes too long ends the thread, and the next
 * one starts a new thread; so does a crash. An idle thread ends after a while and gives its memory back.
 */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DocumentPage } from '#forms/document.ts'
import { PdfFailure } from './pdf-failure.ts'
import type { PdfOrder, PdfResult } from './pdf-worker.ts'
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
  /** Another worker file, relative to the project; only tests want one. */
  workerFile?: string
}

interface Job {
  order: PdfOrder
  resolve: (bytes: Uint8Array<ArrayBuffer>) => void
  reject: (failure: PdfFailure) => void
}

/** The server's code is bundled and the worker's is not: both are found from the project's folder. */
const sourceFile = 'app/documents/pdf-worker.ts'

/** A thread that grows beyond this dies alone, instead of taking the server with it. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 }

type Lost = (thread: Worker, why: string) => void

function startThread(file: string, answered: (from: Worker, result: PdfResult) => void, lost: Lost): Worker {
  const thread = new Worker(path.resolve(process.cwd(), file), { execArgv: [], env: {}, resourceLimits })
  thread.on('message', (result: PdfResult) => answered(thread, result))
  // an error is followed by an exit; whichever comes first tells the waiting job, once
  thread.on('error', (error) => lost(thread, error instanceof Error ? error.name : 'error'))
  thread.on('exit', () => lost(thread, 'exit'))
  return thread
}

export function openPdfPool(settings: PdfPoolSettings = {}): PdfPool {
  const { timeLimitMs = 20_000, idleMs = 10_000, waiting = 100, workerFile = sourceFile } = settings
  const queue: Job[] = []
  let thread: Worker | undefined
  let current: Job | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** A thread that was given up may still answer: its paper must not go to whoever is next. */
  const answered = (from: Worker, result: PdfResult) => {
    if (from !== thread) return
    if ('bytes' in result) finish((job) => job.resolve(result.bytes))
    else finish((job) => job.reject(new PdfFailure('broken', result.failure)))
  }

  const lose = (lost: Worker, why: string) => {
    if (thread !== lost) return
    thread = undefined
    if (current) finish((job) => job.reject(new PdfFailure('crashed', why)))
  }

  const endThread = () => {
    const ending = thread
    thread = undefined
    return ending?.terminate()
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
    thread ??= startThread(workerFile, answered, lose)
    thread.ref()
    timer = setTimeout(() => {
      void endThread()
      finish((job) => job.reject(new PdfFailure('late')))
    }, timeLimitMs)
    thread.postMessage(current.order, [])
  }

  /** Nothing to do: the thread neither keeps the process alive nor, after a while, its memory. */
  const rest = () => {
    thread?.unref()
    timer = setTimeout(() => void endThread(), idleMs).unref()
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
      await endThread()
    },
  }
}
