import { extractSome } from '#app/case-files/search/search-index.server.ts'
import type { Database } from '#db/client.server.ts'

/**
 * Makes findable what was reported. A portal does so by itself when it has little else to do, which it has for minutes
 * where several share a process. What a portal works on at this moment is left to it.
 */
export async function extractAll(database: Pick<Database, 'as'>): Promise<void> {
  const faults: unknown[] = []
  while (await extractSome(database.as({ kind: 'worker' }), new Date(), 20, (fault) => faults.push(fault)));
  if (faults.length > 0) throw new AggregateError(faults, 'a report cannot be made findable')
}
