/** Lines of the console as plain data for pages. */
import type { ClientLine } from '#db/vendors/vendor-clients.server.ts'
import type { VendorReportLine } from '#db/vendors/vendor-reports.server.ts'

export interface ReportLineView {
  reference: string
  ticket: string
  /** How the vendor calls the client, or the case of a client that stays unnamed. */
  name: string
  technical: boolean
  state: 'withdrawn' | 'stale' | 'waits' | 'sent' | 'draft'
  revision: number
  openQuestions: number
  nextDueAt: string | null
}

export function reportLineView(line: VendorReportLine, names: ReadonlyMap<string, string>): ReportLineView {
  const { reference, mandateId, card, revisionNumber, openQuestions, nextDueAt } = line
  const client = mandateId === null ? '' : (names.get(mandateId) ?? '')
  return {
    reference,
    ticket: card.ticket,
    name: [client, card.label].filter(Boolean).join(' / '),
    technical: mandateId === null,
    state: stateOf(line),
    revision: revisionNumber,
    openQuestions,
    nextDueAt: nextDueAt?.toISOString() ?? null,
  }
}

function stateOf({ withdrawnAt, waits, stale, revisionNumber }: VendorReportLine): ReportLineView['state'] {
  if (withdrawnAt) return 'withdrawn'
  if (waits) return stale ? 'stale' : 'waits'
  return revisionNumber > 0 ? 'sent' : 'draft'
}

/** The vendor's own word for the client, or else the client's. */
export const clientName = ({ label, mandate }: Pick<ClientLine, 'label' | 'mandate'>): string =>
  label || mandate.words.client || mandate.number
