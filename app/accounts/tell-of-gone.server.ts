import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { Tx } from '#db/context.ts'
import { listOfficers, type Person } from '#db/people/people.server.ts'

/**
 * What an officer had is nobody's from here on (db/people/gone.ts), and an operator, who sees no cases, cannot give it to
 * anybody: the administrators of the body who may have seen it, too, are told.
 */
export async function tellOfGone(tx: Tx, { id, recipient, prefecture }: Person): Promise<void> {
  const told = (await listOfficers(tx)).filter(
    (officer) =>
      officer.recipient === recipient &&
      officer.officerId !== id &&
      isAdministrator(officer) &&
      (!prefecture || !officer.prefecture || officer.prefecture === prefecture),
  )
  await queueNotice(tx, { to: { officers: told.map(({ officerId }) => officerId) }, event: 'colleague' })
}
