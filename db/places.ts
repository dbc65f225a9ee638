/** Where sealed values live. Written and read in different files, so each place is named once. */
import type { Place } from './context.ts'

export const revisionPlace = (reportId: string, number: number): Place => ({
  table: 'revisions',
  row: `${reportId}/${number}`,
  column: 'content',
  tenant: reportId,
})

export const mandateFilePlace = (id: string, mandateId: string): Place => ({
  table: 'mandate_files',
  row: id,
  column: 'content',
  tenant: mandateId,
})

export const deliveryPlace = (reportId: string, recipient: string, number: number): Place => ({
  table: 'deliveries',
  row: `${reportId}/${number}`,
  column: 'content',
  tenant: recipient,
})

export const headingPlace = (reportId: string, recipient: string): Place => ({
  table: 'case_files',
  row: reportId,
  column: 'heading',
  tenant: recipient,
})

export const extractPlace = (caseFileId: string, recipient: string): Place => ({
  table: 'extracts',
  row: caseFileId,
  column: 'content',
  tenant: recipient,
})

export const viewPlace = (id: string, recipient: string): Place => ({
  table: 'views',
  row: id,
  column: 'content',
  tenant: recipient,
})

export const exportPlace = (id: string, recipient: string): Place => ({
  table: 'exports',
  row: id,
  column: 'content',
  tenant: recipient,
})

export const handOverPlace = (id: string, recipient: string): Place => ({
  table: 'hand_overs',
  row: id,
  column: 'content',
  tenant: recipient,
})

export const filePlace = (id: string, reportId: string): Place => ({
  table: 'files',
  row: id,
  column: 'content',
  tenant: reportId,
})

export const totpPlace = (loginId: string): Place => ({
  table: 'logins',
  row: loginId,
  column: 'totp',
  tenant: loginId,
})

export const sessionPlace = (id: string, loginId: string): Place => ({
  table: 'sessions',
  row: id,
  column: 'place',
  tenant: loginId,
})

export const ceremonyPlace = (row: string): Place => ({ table: 'ceremonies', row, column: 'content', tenant: row })

export const providerPlace = (recipient: string): Place => ({
  table: 'recipient_policies',
  row: recipient,
  column: 'client_secret',
  tenant: recipient,
})

export const accountPlace = (id: string): Place => ({ table: 'accounts', row: id, column: 'profile', tenant: id })

export const organisationPlace = (id: string): Place => ({
  table: 'organisations',
  row: id,
  column: 'profile',
  tenant: id,
})

export const signUpPlace = (row: string): Place => ({ table: 'sign_ups', row, column: 'content', tenant: row })

export const mailChangePlace = (id: string): Place => ({
  table: 'mail_changes',
  row: id,
  column: 'content',
  tenant: id,
})

export const claimPlace = (id: string, column: 'content' | 'words'): Place => ({
  table: 'claims',
  row: id,
  column,
  tenant: id,
})

export const approvalPlace = (id: string, reportId: string, column: 'words' | 'answer'): Place => ({
  table: 'approvals',
  row: id,
  column,
  tenant: reportId,
})

export const webhookPlace = (id: string, tenant: string): Place => ({
  table: 'webhook_endpoints',
  row: id,
  column: 'content',
  tenant,
})

/** `recipient` null: an operator's. */
export const legalHoldPlace = (id: string, column: 'content' | 'lifted_content', recipient: string | null): Place => ({
  table: 'legal_holds',
  row: id,
  column,
  tenant: recipient ?? 'operators',
})

export const administratorProposalPlace = (id: string): Place => ({
  table: 'administrator_proposals',
  row: id,
  column: 'evidence',
  tenant: 'operators',
})
