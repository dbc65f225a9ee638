/** Everything that the worker knows to do; work under another name is left behind by another version. */
export const taskNames = [
  'account-mail',
  'approval-mail',
  'claim-mail',
  'mail-change',
  'mail-changed',
  'address-notice',
  'mail-code',
  'send-mail',
  'escalate',
  'end-sendings',
  'find-reminders',
  'find-arrivals',
  'make-digests',
  'resume-mails',
  'remove-mails',
  'forget-calls',
  'remove-webhook-messages',
  'delete-expired',
  'sweep-files',
  'forget-visits',
] as const

export type TaskName = (typeof taskNames)[number]
