/** Lines of the console as plain data for pages. */
import type { ClientLine } from '#db/vendor-clients.server.ts'
import type { VendorReportLine } from '#db/vendor-reports.server.ts'

export interface ReportLineView {
  reference: string
  ticket: string
  /** How the vendor calls the client, or the case of a client that stays unnamed. */
  name: string
  technical: boolean
  state: 'withdrawn' | 'waits' | 'sent' | 'draft'
  revision: number
  openQuestions: number
  nextDueAt: string | null
}

export function reportLineView(line: VendorReportLine, names: ReadonlyMap<string, string>): ReportLineView {
  const { reference, mandateId, card, withdrawnAt, waits, revisionNumber, openQuestions, nextDueAt } = line
  const client = mandateId === null ? '' : (names.get(mandateId) ?? '')
  return {
    reference,
    ticket: card.ticket,
    name: [client, card.label].filter(Boolean).join(' / '),
    technical: mandateId === null,
    state: withdrawnAt ? 'withdrawn' : waits ? 'waits' : revisionNumber > 0 ? 'sent' : 'draft',
    revision: revisionNumber,
    openQuestions,
    nextDueAt: nextDueAt?.toISOString() ?? null,
  }
}

/** The vendor's own word for the client, or else the client's. */
export const clientName = ({ label, mandate }: Pick<ClientLine, 'label' | 'mandate'>): string =>
  label || mandate.words.client || mandate.number
