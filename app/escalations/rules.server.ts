import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { severities } from '#app/case-files/severities.ts'
import { Refusal } from '#app/http/refusal.ts'
import { conditions, ruleLimits, told, type EscalationRule } from '#db/case-files/escalation-rules.ts'
import { countMet, endRule, insertRule, listRules } from '#db/case-files/escalations.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer } from '#db/context.ts'

/** What was typed: both ways to say how much, of which the condition uses one. */
export interface RuleWish {
  /** The rule that this one takes the place of. */
  id: string | null
  condition: string
  hours: string
  severity: string
  tells: string
  /** `new` or `all`: what of that which meets the condition already? Empty: it was not asked yet. */
  past: string
}

export interface RuleProblem {
  field: 'condition' | 'hours' | 'severity' | 'tells' | 'past'
  code:
    | 'conditionMissing'
    | 'hoursMissing'
    | 'hoursWrong'
    | 'severityMissing'
    | 'tellsMissing'
    | 'same'
    | 'tooMany'
    | 'pastOpen'
    | 'pastOpenMany'
  /** Of `pastOpen`: how many cases. */
  count?: number
}

const mostCounted = 1000

export function readRules({ db }: Context<Officer>): Promise<EscalationRule[]> {
  return db.transaction(listRules)
}

/**
 * Makes a rule, or puts it in the place of another one: what fired under the old one keeps its words. Where cases meet it
 * already, whoever makes it says whether it is about them, too: else a first rule would bring up years of them at once.
 */
export async function saveRule({ db, actor, now }: Context<Officer>, wish: RuleWish): Promise<RuleProblem[]> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  const read = readWish(wish)
  if ('problems' in read) return read.problems
  const { rule } = read
  return db.transaction(async (tx) => {
    await inTurn(tx, `rules of ${actor.recipient}`) // the same rule twice would tell everything twice
    const others = (await listRules(tx)).filter(({ id }) => id !== wish.id)
    if (others.length >= ruleLimits.rules) return [{ field: 'condition', code: 'tooMany' }]
    if (others.some((other) => isSame(other, { ...rule, prefecture: actor.prefecture }))) {
      return [{ field: 'condition', code: 'same' }]
    }
    const met = ['new', 'all'].includes(wish.past) ? 0 : await countMet(tx, rule, mostCounted + 1, now)
    if (met > 0) return [pastProblem(met)]
    if (wish.id && !(await endRule(tx, wish.id, now))) throw new Refusal('notFound')
    await insertRule(tx, { ...rule, countsFrom: wish.past === 'new' ? now : null }, now)
    return []
  })
}

export async function removeRule({ db, actor, now }: Context<Officer>, id: string): Promise<void> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  if (!(await db.transaction((tx) => endRule(tx, id, now)))) throw new Refusal('notFound')
}

const pastProblem = (met: number): RuleProblem =>
  met > mostCounted
    ? { field: 'past', code: 'pastOpenMany', count: mostCounted }
    : { field: 'past', code: 'pastOpen', count: met }

type NewRule = Omit<EscalationRule, 'id' | 'prefecture' | 'countsFrom'>

function isSame(one: EscalationRule, other: Omit<EscalationRule, 'id' | 'countsFrom'>): boolean {
  const parts = ['condition', 'threshold', 'tells', 'prefecture'] as const
  return parts.every((part) => one[part] === other[part])
}

function readWish(wish: RuleWish): { rule: NewRule } | { problems: RuleProblem[] } {
  const condition = conditions.find((known) => known === wish.condition)
  const tells = told.find((known) => known === wish.tells)
  const threshold = condition === 'severity' ? stepOf(wish.severity) : hoursOf(wish.hours)
  const problems: RuleProblem[] = [
    ...(condition ? [] : [{ field: 'condition', code: 'conditionMissing' } as const]),
    ...(condition && typeof threshold !== 'number' ? [threshold] : []),
    ...(tells ? [] : [{ field: 'tells', code: 'tellsMissing' } as const]),
  ]
  if (!condition || !tells || typeof threshold !== 'number') return { problems }
  return { rule: { condition, threshold, tells } }
}

function stepOf(severity: string): number | RuleProblem {
  const step = severities.findIndex((known) => known === severity)
  return step < 0 ? { field: 'severity', code: 'severityMissing' } : step
}

/** Digits of any width; half hours are nothing that a rule needs. */
function hoursOf(typed: string): number | RuleProblem {
  if (typed === '') return { field: 'hours', code: 'hoursMissing' }
  const hours = Number(typed.normalize('NFKC'))
  const fits = Number.isInteger(hours) && hours >= 1 && hours <= ruleLimits.hours
  return fits ? hours : { field: 'hours', code: 'hoursWrong' }
}
