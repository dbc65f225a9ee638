/** The answers as they leave: without questions that no longer apply, with what the portal fills in by itself. */
import { withoutHidden } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId, Phase } from '#forms/item.ts'

export interface WholeAnswers {
  answers: Answers
  /** Answered and still asked, the portal's own items aside: what the reporter has told. */
  told: readonly ItemId[]
  /** Answered once, and no longer asked because another answer changed. They stay in the draft and go nowhere. */
  dropped: readonly ItemId[]
}

export function wholeAnswers(draft: Answers, revisionNumber: number, now: Date): WholeAnswers {
  const { answers, dropped } = withoutHidden(currentEdition, draft)
  return {
    answers: { ...answers, ...givenAnswers(draft, revisionNumber, now) },
    told: Object.keys(answers).filter((item) => !currentEdition.items.get(item)?.given),
    dropped,
  }
}

export function phaseOf(answers: Answers): Phase {
  const phase = answers['report-phase']
  return phase === 'interim' || phase === 'final' ? phase : 'initial'
}

function givenAnswers(draft: Answers, revisionNumber: number, now: Date): Answers {
  return {
    'report-phase': phaseOf(draft),
    'report-revision': { number: revisionNumber + 1, kind: revisionNumber === 0 ? 'new' : 'update' },
    'report-date': now.toISOString(),
  }
}
