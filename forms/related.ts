/** What two reports to one body have in common, from what that body was told in each. */
import { unknown, type Answer, type ItemId } from './item.ts'
import type { Projection } from './projection.ts'

/** What a report can be recognised by. Compared by equality: nothing is guessed. */
export interface Traits {
  corporateNumber: string | null
  organisation: string | null
  /** Addresses, domains, hashes and numbers of vulnerabilities, as they are compared. */
  indicators: ReadonlySet<string>
  attackTypes: ReadonlySet<string>
  /** When it happened, or was noticed; ISO 8601. Null: not told. */
  happenedAt: string | null
}

export type Relation =
  | { kind: 'organisation'; by: 'number' | 'name' }
  | { kind: 'indicator'; values: readonly string[] }
  /** The same kind of attack within some days. */
  | { kind: 'period'; attackType: string; days: number }

/** Further apart than this, the same kind of attack means nothing. */
export const periodDays = 14

const day = 86_400_000
const indicatorItems: readonly ItemId[] = ['ioc-network', 'ioc-malware', 'ioc-source', 'cause-vulnerability']
/** Parts of an indicator that many have in common. */
const commonParts: ReadonlySet<string> = new Set(['protocol', 'port'])

/** `receivedAt` stands in when nobody told when it happened. */
export function traitsOf({ items }: Projection, receivedAt: string): Traits {
  const told = new Map(items.map(({ item, value }) => [item, value]))
  const first = (item: ItemId) => stringsIn(told.get(item)).at(0) ?? null
  return {
    corporateNumber: withoutNone(first('org-corporate-number')),
    organisation: first('org-name'),
    indicators: new Set(indicatorItems.flatMap((item) => stringsIn(told.get(item)).map(comparable))),
    attackTypes: new Set(stringsIn(told.get('incident-attack-type'))),
    happenedAt: timeIn(told.get('time-occurrence')) ?? timeIn(told.get('time-detection')) ?? receivedAt,
  }
}

/** The strongest first. Empty: nothing in common. */
export function relationsBetween(one: Traits, other: Traits): Relation[] {
  const values = [...one.indicators.intersection(other.indicators)].toSorted()
  return [
    ...organisationRelation(one, other),
    ...(values.length > 0 ? [{ kind: 'indicator', values } as const] : []),
    ...periodRelation(one, other),
  ]
}

function organisationRelation(one: Traits, other: Traits): Relation[] {
  if (one.corporateNumber && one.corporateNumber === other.corporateNumber) {
    return [{ kind: 'organisation', by: 'number' }]
  }
  const [name, theirs] = [one.organisation, other.organisation]
  const same = name && theirs && comparable(name) === comparable(theirs)
  // Two firms may have one name; two numbers say that they are two.
  const contradicted = one.corporateNumber && other.corporateNumber
  return same && !contradicted ? [{ kind: 'organisation', by: 'name' }] : []
}

function periodRelation(one: Traits, other: Traits): Relation[] {
  const [attackType] = one.attackTypes.intersection(other.attackTypes)
  const apart = Math.abs(Date.parse(one.happenedAt ?? '') - Date.parse(other.happenedAt ?? '')) / day
  if (!attackType || !(apart <= periodDays)) return []
  return [{ kind: 'period', attackType, days: Math.round(apart) }]
}

/** Width and case are the typist's, not the thing's. */
const comparable = (text: string) => text.normalize('NFKC').toLowerCase().trim()

const withoutNone = (text: string | null) => (text === 'none' ? null : text)

/** A time alone, or with how sure it is: parts come in any order. */
function timeIn(value: Answer | undefined): string | null {
  const group = typeof value === 'object' && value !== null && !Array.isArray(value)
  const told = group ? new Map<string, Answer>(Object.entries(value)).get('value') : value
  return stringsIn(told).at(0) ?? null
}

/** Every text of an answer, in order, without what is common to many. */
function stringsIn(value: Answer | undefined): string[] {
  if (typeof value === 'string') return value === unknown || value.trim() === '' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one: Answer) => stringsIn(one))
  return Object.entries(value).flatMap(([part, one]) => (commonParts.has(part) ? [] : stringsIn(one)))
}
