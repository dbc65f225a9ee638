/** When a reporter is shown that a body has opened something; see migrations/145-openings-shown-later.sql. */
import type { Tx } from '#db/context.ts'

/** Is an opening at this moment shown by now? Everything that a body does besides is shown at once. */
export type OpeningShown = (recipient: string | null, openedAt: Date) => boolean

/** As whoever files. */
export async function openingsShown(tx: Tx, reportId: string, now: Date): Promise<OpeningShown> {
  const rows = await tx.sql<{ recipient: string; hours: number }[]>`select * from openings_shown_after(${reportId})`
  const after = new Map(rows.map(({ recipient, hours }) => [recipient, hours * 3_600_000]))
  return (recipient, openedAt) => openedAt.getTime() + (after.get(recipient ?? '') ?? 0) <= now.getTime()
}

/** The same line without an opening that is not shown yet. */
export const asShown = <L extends { recipient: string; openedAt: Date | null }>(shown: OpeningShown, line: L): L =>
  line.openedAt && !shown(line.recipient, line.openedAt) ? { ...line, openedAt: null } : line
