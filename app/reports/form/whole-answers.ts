/** The answers as they leave: without questions that no longer apply, with what the portal fills in by itself. */
import { lawful } from '#app/reports/authority.ts'
import { withoutHidden } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import { isTold, type Answers, type ItemId, type Phase } from '#forms/item.ts'

export interface WholeAnswers {
  answers: Answers
  /** Answered and still asked, the portal's own items aside: what the reporter has told. */
  told: readonly ItemId[]
  /** Answered once, and no longer asked because another answer changed. They stay in the draft and go nowhere. */
  dropped: readonly ItemId[]
}

export function wholeAnswers(draft: Answers, revisionNumber: number, now: Date): WholeAnswers {
  const { answers, dropped } = stillAsked(draft)
  return {
    answers: { ...answers, ...givenAnswers(draft, revisionNumber, now) },
    told: Object.keys(answers).filter((item) => isTold(currentEdition.items.get(item))),
    dropped,
  }
}

/** What leaves of them, and nothing about it. */
export const leavingAnswers = (draft: Answers, revisionNumber: number, now: Date): Answers => ({
  ...stillAsked(draft).answers,
  ...givenAnswers(draft, revisionNumber, now),
})

const stillAsked = (draft: Answers) => withoutHidden(currentEdition, lawful(draft))

/** The same answers at another moment. */
export const redated = (whole: WholeAnswers, now: Date): WholeAnswers => ({
  ...whole,
  answers: { ...whole.answers, 'report-date': now.toISOString() },
})

/** There is one first report: what follows it without having been called anything is an interim one. */
function phaseOf(answers: Answers, revisionNumber: number): Phase {
  const phase = answers['report-phase']
  if (phase === 'interim' || phase === 'final') return phase
  return revisionNumber > 0 ? 'interim' : 'initial'
}

function givenAnswers(draft: Answers, revisionNumber: number, now: Date): Answers {
  return {
    'report-phase': phaseOf(draft, revisionNumber),
    'report-revision': { number: revisionNumber + 1, kind: revisionNumber === 0 ? 'new' : 'update' },
    'report-date': now.toISOString(),
  }
}
