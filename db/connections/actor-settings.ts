/** The actor as the policies see it: settings of the transaction, gone with it. */
import type { Sql } from 'postgres'
import type { Actor, Holders, Reading } from '#db/context.ts'

/** `reading`: how the transaction's queries are planned, where that is not left to the actor. */
export const actAs = (sql: Sql, actor: Actor, reading?: Reading) =>
  actor.kind === 'holders' ? actTogether(sql, actor) : actAlone(sql, actor, reading)

const actAlone = (sql: Sql, actor: Actor, reading?: Reading) => sql`
  select set_config('madoguchi.actor', ${actor.kind}, true),
    set_config('madoguchi.person', ${personOf(actor)}, true),
    set_config('madoguchi.report', ${'reportId' in actor ? actor.reportId : ''}, true),
    set_config('madoguchi.organisation', ${('organisationId' in actor && actor.organisationId) || ''}, true),
    set_config('madoguchi.mandates', ${mandatesOf(actor)}, true),
    set_config('madoguchi.recipient', ${('recipient' in actor && actor.recipient) || ''}, true),
    set_config('madoguchi.prefecture', ${('prefecture' in actor && actor.prefecture) || ''}, true),
    ${reading ? planned(sql, reading) : sql`set_config('plan_cache_mode', ${planOf(actor)}, true)`}`

/** Until the transaction ends. */
export const planned = (sql: Sql, { inOrder, once }: Reading) => sql`
  set_config('enable_sort', ${inOrder ? 'off' : 'on'}, true),
    set_config('plan_cache_mode', ${once ? 'force_generic_plan' : 'auto'}, true)`

/**
 * What belongs to one report is looked up by its id, and one plan serves every report. Left to itself PostgreSQL may plan
 * such a query anew each time, and planning a table's policies takes longer than finding its row.
 */
const planOf = ({ kind }: Actor): string => (kind === 'holder' ? 'force_generic_plan' : 'auto')

/**
 * A report that somebody else holds fast does not keep the others waiting: all are tried anew, one by one. One plan serves
 * all pieces: it takes as long to make as several of them to write.
 */
const actTogether = (sql: Sql, { kind, reportIds, programs = [] }: Holders) => sql`
  select set_config('madoguchi.actor', ${kind}, true), set_config('madoguchi.reports', ${reportIds.join(',')}, true),
    set_config('madoguchi.persons', ${programs.join(',')}, true), set_config('lock_timeout', '500', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`

/** The id that stands in the audit; a person who holds a report is known by the report alone. */
export function personOf(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
    case 'vendor':
      return actor.accountId
    case 'officer':
      return actor.officerId
    case 'operator':
      return actor.operatorId
    case 'machine':
      return actor.clientId
    case 'holder':
      return actor.program ?? ''
    default:
      return ''
  }
}

const mandatesOf = (actor: Actor): string => (actor.kind === 'vendor' ? actor.mandateIds.join(',') : '')
