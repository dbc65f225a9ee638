/** The reporter's board: what became of a report at each recipient. By body, never by person. */
import { listFeedback } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'

export interface BoardLine {
  caseFileId: string
  recipient: string
  /** By which a body shares its cases out among its officers: of the police, whose it is. */
  prefecture: string | null
  receivedAt: Date
  updatedAt: Date
  openedAt: Date | null
  acknowledgedAt: Date | null
  /** The last number of its own that the recipient gave; an acknowledgement without one takes none back. */
  acknowledgementNumber: string | null
  closedAt: Date | null
  closedReason: string | null
}

export async function listCaseFilesOfReport(tx: Tx, reportId: string): Promise<BoardLine[]> {
  const [rows, feedback] = await Promise.all([
    tx.sql<Omit<BoardLine, 'acknowledgementNumber'>[]>`
      select id as case_file_id, recipient, prefecture, received_at, updated_at, opened_at, acknowledged_at, closed_at,
        closed_reason
      from case_files where report_id = ${reportId} order by received_at, recipient`,
    listFeedback(tx, reportId),
  ])
  return rows.map((row) => {
    const given = feedback.findLast(
      ({ kind, recipient, body }) => kind === 'acknowledgement' && recipient === row.recipient && body.number,
    )
    return { ...row, acknowledgementNumber: given?.body.number || null }
  })
}
