/** Commands of the page for programmers; the tests run them as they stand. Keys and references come from the shell. */
interface Command {
  method?: 'POST' | 'PATCH'
  path: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /** Files that are sent, and written. */
  from?: string
  into?: string
}

const withKey = { Authorization: 'Bearer $KEY' }
/** A command line has its own way of making a name that nobody has used. */
const changing = { ...withKey, 'Idempotency-Key': '$(cat /proc/sys/kernel/random/uuid)' }
const seen = { ...changing, 'If-Match': '\\"$VERSION\\"' }

/** What the shell fills in stands outside of the single quotes. */
const fromShell = (text: string): string => text.replaceAll(/\$[A-Z_]+/g, (variable) => `'"${variable}"'`)

function curl(origin: string, language: string, command: Command): string {
  const { method, path, body, headers = {}, from, into } = command
  const isJson = body !== undefined || from !== undefined
  const told = { ...headers, ...(isJson ? { 'Content-Type': 'application/json' } : {}), 'Accept-Language': language }
  return [
    `curl ${method ? `-X ${method} ` : ''}"${origin}/api/v1${path}"`,
    ...Object.entries(told).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(body === undefined ? [] : [`-d '${fromShell(JSON.stringify(body))}'`]),
    ...(from === undefined ? [] : [`--data-binary @${from}`]),
    ...(into === undefined ? [] : [`-o ${into}`]),
  ].join(' \\\n  ')
}

/** By the id of the call; the last one is another way of asking for the first draft. */
export const examples = {
  validate: {
    path: '/validate',
    body: { answers: { 'org-corporate-number': '123', 'time-awareness': '2026-11-20T09:30:00+09:00' } },
  },
  plan: {
    path: '/plan',
    body: {
      answers: {
        'incident-attack-type': ['intrusion-ransomware'],
        'org-industry': 'manufacturer',
        'pd-involved': 'yes',
        'time-awareness': '2026-11-20T09:30:00+09:00',
      },
    },
  },
  listReports: { path: '/reports?limit=10', headers: withKey },
  startReport: {
    path: '/reports',
    headers: changing,
    body: { answers: { 'incident-attack-type': ['intrusion-ransomware'], 'org-industry': 'manufacturer' } },
  },
  getReport: { path: '/reports/$REFERENCE', headers: withKey },
  getDraft: { path: '/reports/$REFERENCE/draft', headers: withKey },
  changeDraft: {
    method: 'PATCH',
    path: '/reports/$REFERENCE/draft',
    headers: seen,
    body: { answers: { 'pd-involved': 'yes', 'time-awareness': '2026-11-20T09:30:00+09:00' } },
  },
  planReport: { path: '/reports/$REFERENCE/plan', headers: withKey },
  submitReport: { method: 'POST', path: '/reports/$REFERENCE/submissions', headers: seen },
  getBoard: { path: '/reports/$REFERENCE/board', headers: withKey },
  getDelivery: { path: '/reports/$REFERENCE/deliveries/$DELIVERY', headers: withKey },
  listQuestions: { path: '/questions?limit=10', headers: withKey },
  getQuestions: { path: '/reports/$REFERENCE/questions', headers: withKey },
  answerQuestions: {
    path: '/reports/$REFERENCE/answers',
    headers: changing,
    body: { answers: { 'incident-summary': 'The entry route was a VPN account without a second factor.' } },
  },
  followUp: { path: '/reports/$REFERENCE/follow-ups', headers: changing, body: { phase: 'interim' } },
  listMandates: { path: '/mandates', headers: withKey },
  askToSend: { path: '/reports/$REFERENCE/sendings', headers: seen, body: {} },
  getSendings: { path: '/reports/$REFERENCE/sendings', headers: withKey },
  exportReport: { path: '/reports/$REFERENCE/document', headers: withKey, into: 'report.json' },
  importReport: { path: '/report-documents', headers: changing, from: 'report.json' },
  listCaseFiles: { path: '/case-files?order=oldest&limit=10', headers: withKey },
  getCaseFile: { path: '/case-files/$CASE_FILE', headers: withKey },
  acknowledge: { path: '/case-files/$CASE_FILE/acknowledgement', headers: changing, body: { number: '2026-0123' } },
  ask: {
    path: '/case-files/$CASE_FILE/questions',
    headers: changing,
    body: { items: ['incident-summary'], text: 'How did they get in?' },
  },
  retract: {
    path: '/case-files/$CASE_FILE/questions/$QUESTION/retraction',
    headers: changing,
    body: { text: 'We asked this of the wrong report. It needs no answer.' },
  },
  advise: {
    path: '/case-files/$CASE_FILE/advice',
    headers: changing,
    body: { text: 'Keep the logs of the VPN of the last three months.', tlp: 'TLP:AMBER' },
  },
  close: { path: '/case-files/$CASE_FILE/closure', headers: changing, body: { reason: 'resolved' } },
  reopen: { path: '/case-files/$CASE_FILE/reopening', headers: changing, body: {} },
  exportCaseFiles: { path: '/case-exports?state=open', headers: withKey, into: 'case-files.csv' },
  exportDelivery: { path: '/deliveries/$DELIVERY?format=pdf', headers: withKey, into: 'delivery.pdf' },
  startFor: {
    path: '/reports',
    headers: changing,
    body: { mandate: '$MANDATE', ticket: 'INC-0042', answers: { 'incident-attack-type': ['intrusion-ransomware'] } },
  },
} as const satisfies Readonly<Record<string, Command>>

export type Example = keyof typeof examples

export const isExample = (id: string): id is Example => id in examples

export const commandOf = (name: Example, origin: string, language = 'en'): string =>
  curl(origin, language, examples[name])

export const tokenCommand = (origin: string): string =>
  `curl ${origin}/api/v1/token \\\n  -u "$CLIENT_ID:$CLIENT_SECRET" \\\n  -d grant_type=client_credentials`
