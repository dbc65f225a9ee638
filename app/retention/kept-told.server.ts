import { refusalFor } from '#app/http/refusal-for.ts'
import type { Context } from '#db/context.ts'
import { findKept, type Kept } from '#db/retention/retention.server.ts'

/** How long reports are kept, for a page that stands also while the database is away: null then. */
export async function readKept({ db }: Pick<Context, 'db'>): Promise<Kept | null> {
  try {
    return await db.transaction(findKept)
  } catch (error) {
    if (refusalFor(error)?.code === 'busy') return null
    throw error
  }
}
