/**
 * Connections handed out one at a time. postgres.js waits for the answer to BEGIN in its own transactions; with one
 * client per connection the whole transaction can be written to the socket at once.
 */
import postgres, { type Sql } from 'postgres'

export interface Lease {
  sql: Sql
  /** Did the connection break since it was handed out? What was written then went nowhere. */
  lost(): boolean
}

export interface Pool {
  use<T>(work: (lease: Lease) => Promise<T>): Promise<T>
  end(): Promise<void>
}

interface Line {
  sql: Sql
  closed: number
}

const patience = 5_000 // ms to wait for a free connection

export function openPool(url: string, size: number): Pool {
  const lines = Array.from({ length: size }, () => openLine(url))
  const free = [...lines]
  const waiting: ((line: Line) => void)[] = []

  const release = (line: Line) => {
    const next = waiting.shift()
    if (next) next(line)
    else free.push(line)
  }
  const acquire = () =>
    new Promise<Line>((given, refused) => {
      const line = free.pop() // the one used last: its caches are warm
      if (line) return given(line)
      const tooLong = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1)
        refused(new Error(`no database connection became free in ${patience} ms`))
      }, patience)
      const take = (next: Line) => {
        clearTimeout(tooLong)
        given(next)
      }
      waiting.push(take)
    })

  return {
    async use(work) {
      const line = await acquire()
      const before = line.closed
      try {
        return await work({ sql: line.sql, lost: () => line.closed !== before })
      } finally {
        release(line)
      }
    },
    end: async () => {
      await Promise.all(lines.map(({ sql }) => sql.end({ timeout: 5 })))
    },
  }
}

function openLine(url: string): Line {
  const line: Line = {
    closed: 0,
    sql: postgres(url, {
      max: 1,
      connect_timeout: 5,
      backoff: () => 0.05,
      onnotice: () => {},
      onclose: () => (line.closed += 1),
      transform: { column: { from: postgres.toCamel } },
      connection: {
        application_name: 'madoguchi',
        statement_timeout: 15_000,
        idle_in_transaction_session_timeout: 30_000,
      },
    }),
  }
  return line
}
