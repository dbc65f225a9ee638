import type { Holder, Officer } from '#db/context.ts'
import { insertLegalHold, liftLegalHold } from '#db/retention/legal-holds.server.ts'
import { insertPeriod } from '#db/retention/retention.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { monday, operator } from '#test/support/filings.ts'

/** A period of an operator's, a hold that the officer set and lifted, and what is left of something deleted. */
export async function retained(
  database: TestDatabase,
  holder: Holder & { reference: string },
  officer: Officer,
): Promise<void> {
  const { reportId, reference } = holder
  await database.as(operator).transaction((tx) => {
    const own = { kind: 'export', recipient: null, days: 9, basis: 'own-choice', reason: 'x' } as const
    return insertPeriod(tx, own, monday)
  })
  await database.as(officer).transaction(async (tx) => {
    const id = await insertLegalHold(tx, { reportId, reference, reason: 'x', now: monday })
    await liftLegalHold(tx, id ?? '', 'x', monday)
  })
  await database.owner`insert into tombstones (kind, report_id, recipient, reference, counted_from, days, deleted_at)
    values ('case-file', ${newId()}, 'npa', 'x', ${monday}, 1, ${monday})`
}
