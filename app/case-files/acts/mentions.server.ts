import { listMentions, markMentionsSeen, type Mention } from '#db/case-files/mentions.server.ts'
import type { Context, Officer } from '#db/context.ts'

/** As many as one page shows. */
const most = 100

export function readMentions({ db }: Context<Officer>): Promise<Mention[]> {
  return db.transaction((tx) => listMentions(tx, most))
}

/** An id that is nobody's, or somebody else's, changes nothing. */
export async function seeMentions({ db, now }: Context<Officer>, noteIds: readonly string[]): Promise<void> {
  const ids = noteIds.filter((id) => /^[0-9a-f-]{36}$/.test(id))
  await db.transaction((tx) => markMentionsSeen(tx, ids, now))
}
