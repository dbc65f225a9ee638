/** What programs can be told of. Each has words in locales `webhooks.json` under `events`. */
export const webhookEvents = {
  /** To a body. */
  recipient: [
    'delivery.received',
    'revision.received',
    'question.answered',
    'message.received',
    'report.withdrawn',
    'hand-over.received',
    'hand-over.returned',
    'reporter.changed',
  ],
  /** To whoever files. */
  filer: [
    'delivery.opened',
    'report.acknowledged',
    'question.asked',
    'question.retracted',
    'advice.given',
    'warning.issued',
    'report.closed',
    'report.reopened',
    'report.handed-over',
    'report.returned',
  ],
} as const

/** Sent by the button that tries an endpoint; everybody gets it. */
export const testEvent = 'webhook.test'

/** An id with a point would have to be written differently in a signature's content; ours has none. */
export const webhookId = (messageId: string): string => `msg_${messageId}`

/** Endpoints of one owner. */
export const mostWebhooks = 10

/** What whoever looks after an endpoint can choose. */
export const eventsOf = (kind: 'officer' | 'member'): readonly string[] =>
  kind === 'officer' ? webhookEvents.recipient : webhookEvents.filer
