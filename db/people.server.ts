import type { Officer, Operator, Tx } from './context.ts'

export type OfficerLine = Omit<Officer, 'kind'>
export type OperatorLine = Omit<Operator, 'kind'> & { name: string }

/** As an operator. An officer that exists is left as it is, so that a start can be repeated. */
export async function insertOfficer(tx: Tx, officer: OfficerLine, now: Date): Promise<void> {
  const { officerId, recipient, prefecture, name, role } = officer
  await tx.sql`
    insert into officers (id, recipient, prefecture, name, role, created_at)
    values (${officerId}, ${recipient}, ${prefecture}, ${name}, ${role}, ${now}) on conflict (id) do nothing`
}

export async function insertOperator(tx: Tx, { operatorId, name }: OperatorLine, now: Date): Promise<void> {
  await tx.sql`
    insert into operators (id, name, created_at) values (${operatorId}, ${name}, ${now}) on conflict (id) do nothing`
}

/** Colleagues of an officer; all officers for the worker, who signs people in. */
export function listOfficers(tx: Tx): Promise<OfficerLine[]> {
  return tx.sql<OfficerLine[]>`
    select id as officer_id, recipient, prefecture, name, role from officers
    where disabled_at is null order by recipient, prefecture nulls first, name`
}

export function listOperators(tx: Tx): Promise<OperatorLine[]> {
  return tx.sql<OperatorLine[]>`select id as operator_id, name from operators where disabled_at is null order by name`
}
