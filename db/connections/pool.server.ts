/**
 * Connections handed out one at a time. postgres.js waits for the answer to BEGIN in its own transactions; with one
 * client per connection the whole transaction can be written to the socket at once.
 */
import postgres, { type Sql } from 'postgres'
import { integers } from './integers.server.ts'

export interface Lease {
  sql: Sql
  /** Did the connection break since it was handed out? What was written then went nowhere. */
  lost(): boolean
  /** What takes long got further, so the server does not hang: it has all the time again. */
  goesOn(): void
}

export interface Pool {
  /** Waiting for a connection and the work together may take `patience`; a server that hangs is not waited for. */
  use<T>(work: (lease: Lease) => Promise<T>): Promise<T>
  /** The same for what is large and seldom two at once: on a connection that little else is done on, while one is free. */
  useApart<T>(work: (lease: Lease) => Promise<T>): Promise<T>
  end(): Promise<void>
}

interface Line {
  sql: Sql
  closed: number
}

/** How the server is reached: `socket` is a Unix socket instead of the address's host and port. */
export interface Way {
  url: string
  socket?: string | null | undefined
}

/** `patience` in ms. The server's own time limits do not run while it hangs, so this one is ours. */
export function openPool(way: Way, size: number, patience = 3_800): Pool {
  const lines = Array.from({ length: size }, () => openLine(way))
  const free = new Set(lines)
  const waiting: ((line: Line) => void)[] = []

  const release = (line: Line) => {
    const next = waiting.shift()
    if (next) next(line)
    else free.add(line)
  }
  const isTaken = (line: Line) => free.delete(line)
  const acquire = (from: 'first' | 'last') => {
    // The first of them, so that few do most of the work: each has to plan every statement for itself, five times.
    const line = from === 'first' ? lines.find(isTaken) : lines.findLast(isTaken)
    if (line) return Promise.resolve(line)
    const { promise, resolve, reject } = Promise.withResolvers<Line>()
    const tooLong = setTimeout(() => {
      waiting.splice(waiting.indexOf(take), 1)
      reject(away(`no database connection became free in ${patience} ms`))
    }, patience)
    const take = (next: Line) => {
      clearTimeout(tooLong)
      resolve(next)
    }
    waiting.push(take)
    return promise
  }

  const use = async <T>(from: 'first' | 'last', work: (lease: Lease) => Promise<T>): Promise<T> => {
    const deadline = performance.now() + patience
    const line = await acquire(from)
    try {
      return await inTime(line, { way, deadline, patience }, work)
    } finally {
      release(line)
    }
  }

  return {
    use: (work) => use('first', work),
    useApart: (work) => use('last', work),
    /** Whoever still asks by then is not answered any more: doors and workers have ended before. */
    end: async () => {
      await Promise.all(lines.map(({ sql }) => sql.end({ timeout: 1 })))
    },
  }
}

/** It has the form of the driver's own errors of connections, so that whoever reads those knows it too. */
const away = (message: string) => Object.assign(new Error(message), { code: 'CONNECTION_TIMEOUT' })

/** Too late, the connection is given up: whatever it still does, nobody waits for it and nobody else gets it. */
async function inTime<T>(
  line: Line,
  { way, deadline, patience }: { way: Way; deadline: number; patience: number },
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { sql, closed } = line
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const giveUp = () => {
    line.closed += 1
    line.sql = connect(way, line)
    reject(away('the database did not answer in time'))
    sql.end({ timeout: 0 }).catch(() => {}) // it was broken already
  }
  const isLost = () => line.closed !== closed
  let timer = setTimeout(giveUp, Math.max(1, deadline - performance.now()))
  const goesOn = () => {
    clearTimeout(timer)
    if (!isLost()) timer = setTimeout(giveUp, patience)
  }
  try {
    return await Promise.race([work({ sql, lost: isLost, goesOn }), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

function openLine(way: Way): Line {
  const line = { closed: 0 }
  return Object.assign(line, { sql: connect(way, line) })
}

/** `binary` lets bytes travel as they are (patches/postgres.patch); the rest is as the driver has it. */
const bytea = {
  to: 17,
  from: [17],
  serialize: Object.assign((bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`, { binary: true }),
  parse: Object.assign((text: string) => Buffer.from(text.slice(2), 'hex'), {
    binary: (bytes: Uint8Array) => Buffer.from(bytes), // of its own: they lie in what was read from the connection
  }),
}

/** Since 2000, in microseconds; ours have no more than milliseconds. */
const epoch = Date.UTC(2000)

/** An instant as eight bytes: as text PostgreSQL writes a calendar that has to be read again, for every row three times. */
const instant = {
  to: 1184,
  from: [1184],
  serialize: (value: Date | string) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parse: Object.assign((text: string) => new Date(text), {
    binary: (bytes: Buffer) =>
      new Date(epoch + Math.floor((bytes.readInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4)) / 1_000)),
  }),
}

const connect = ({ url, socket }: Way, line: { closed: number }) =>
  postgres(url, {
    ...(socket ? { path: socket } : {}),
    max: 1,
    connect_timeout: 5,
    backoff: () => 0.05,
    onnotice: () => {},
    onclose: () => (line.closed += 1),
    transform: { column: { from: postgres.toCamel } },
    types: { bytea, integers, instant },
    connection: {
      application_name: 'madoguchi',
      // For what is asked outside of transactions, whose actors say it themselves: one plan serves all who come
      plan_cache_mode: 'force_generic_plan',
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  })
