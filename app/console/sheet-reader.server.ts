/**
 * A small file can say that a sheet has millions of columns, which the reader of spreadsheets makes one by one. So a sheet
 * is read in a process of its own, one after the other, that dies alone when it takes too much room or too long.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

import type { SheetOrder } from './sheet-process.ts'

/** The server's code is bundled and that of the process is not: both are found from the project's folder. */
const sourceFile = 'app/console/sheet-process.ts'
const room = ['--max-old-space-size=128', '--max-semi-space-size=4']
const longest = 8_000 // ms
const mostWaiting = 8

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** So many wait already: nothing is wrong with this one. */
export class SheetsWaiting extends Error {
  override readonly name = 'SheetsWaiting'
}

/** The rows of one sheet. Throws SheetsWaiting, or what cannot be read, or not in time. */
export async function readSheetApart(order: SheetOrder): Promise<unknown> {
  if (waiting >= mostWaiting) throw new SheetsWaiting('too many sheets at a time')
  waiting += 1
  const mine = last.then(() => readOne(order))
  last = mine.catch(() => {})
  return mine.finally(() => (waiting -= 1))
}

async function readOne(order: SheetOrder): Promise<unknown> {
  const compiled = process.env['NODE_COMPILE_CACHE']
  const reader = fork(path.resolve(process.cwd(), sourceFile), {
    execArgv: room,
    env: compiled ? { NODE_COMPILE_CACHE: compiled } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const tooLong = setTimeout(() => reader.kill('SIGKILL'), longest)
  const ended = once(reader, 'exit')
  try {
    reader.send(order)
    const [rows] = await Promise.race([
      once(reader, 'message'),
      ended.then(() => Promise.reject(new Error('the sheet was not read'))),
    ])
    return rows
  } finally {
    clearTimeout(tooLong)
    reader.kill('SIGKILL')
  }
}
