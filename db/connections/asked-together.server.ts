/**
 * Questions that come at the same time, asked in one. A question that is on its way answers nobody who came after it: what
 * was ended in between would still hold for them.
 */
import type { Database } from '#db/client.server.ts'
import { together } from './together.server.ts'

const most = 64
/** Whoever holds one of them fast does not keep the next ones waiting. */
const patience = 100 // ms

/** `ask` is given what waits, and returns an answer for each, in the same order. */
export function askedTogether<Question, Answer>(
  ask: (database: Database, questions: readonly Question[]) => Promise<readonly Answer[]>,
): (database: Database, question: Question) => Promise<Answer> {
  const open = (database: Database) =>
    together<Question, Answer>({
      most,
      patience,
      work(questions) {
        const answers = ask(database, questions)
        return questions.map(async (_, at) => (await answers)[at] as Answer) // as many as there are questions
      },
    })
  const opened = new WeakMap<Database, ReturnType<typeof open>>()
  return (database, question) => {
    const asking = opened.get(database) ?? open(database)
    opened.set(database, asking)
    return asking.add(question)
  }
}
