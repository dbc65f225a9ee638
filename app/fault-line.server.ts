import { StoreRefusal } from '#db/refusal.ts'

/**
 * What the log says of a fault: by its name, code and place. Its message may quote what someone typed, so it stays out.
 * The code says most: of a database that is away (ECONNREFUSED, CONNECTION_CLOSED, 57P03) or full (53100).
 */
export function faultLine(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { fault: 'unknown' }
  const what = fault instanceof StoreRefusal ? { what: fault.message } : {} // names the row or the key, and quotes nobody
  return { fault: fault.name, code: codeOf(fault), ...what, at: placesOf(fault) }
}

/** Its own, or of what lies behind it; several addresses that were tried have one each. */
function codeOf(fault: Error): string | undefined {
  if ('code' in fault && typeof fault.code === 'string') return fault.code
  const behind = fault instanceof AggregateError ? fault.errors[0] : fault.cause
  return behind instanceof Error ? codeOf(behind) : undefined
}

function placesOf(fault: Error): string[] {
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return frames.slice(0, 8).map((line) => line.trim())
}
