import { countOpenQuestions } from '#db/case-files/feedback.server.ts'
import { listHolds, type Hold } from '#db/case-files/holds.server.ts'
import { listOpinions } from '#db/case-files/opinions.server.ts'
import { listTemplates, type Template } from '#db/case-files/templates.server.ts'
import type { Context, Officer } from '#db/context.ts'

/** What an officer should know before asking, and has at hand while writing. */
export interface Asking {
  /** Questions of all bodies that wait for the reporter: how many, and nothing of who asked what. */
  waiting: number
  holds: readonly Hold[]
  templates: readonly Template[]
  /** By feedback: did the reporter find it useful? */
  opinions: ReadonlyMap<string, boolean>
}

export async function readAsking({ db, actor, now }: Context<Officer>, reportId: string): Promise<Asking> {
  return db.transaction(async (tx) => {
    const [waiting, holds, templates, opinions] = await Promise.all([
      countOpenQuestions(tx, reportId),
      listHolds(tx, reportId, now),
      listTemplates(tx),
      listOpinions(tx, reportId, actor.recipient),
    ])
    return { waiting, holds, templates, opinions }
  })
}
