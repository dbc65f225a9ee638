/** Where the lines of the log go. */
import pino from 'pino'

const look = 50 // ms
const rest = 1_000 / look // looks without a line, after which nobody looks until there is one

/**
 * No request waits for its line, and lines that come together are written together. While nothing is said nothing is done:
 * the stream's own `periodicFlush` writes nothing twenty times a second, also for a portal that was closed.
 */
export function openLogLines(): { write(line: string): void } {
  const lines = pino.destination({ sync: false, minLength: 4096, maxLength: 1 << 20 })
  lines.on('error', () => {}) // on a full disk lines are lost, and the portal works on
  let timer: NodeJS.Timeout | undefined
  let quiet = 0
  const flush = () => {
    lines.flush()
    quiet += 1
    if (quiet < rest) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    write(line) {
      lines.write(line)
      quiet = 0
      timer ??= setInterval(flush, look).unref()
    },
  }
}
