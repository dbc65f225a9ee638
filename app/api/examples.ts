/** Commands of the page for programmers; the tests run them as they stand. Keys and references come from the shell. */
interface Command {
  method?: 'POST' | 'PATCH'
  path: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

const withKey = { Authorization: 'Bearer $KEY' }
/** A command line has its own way of making a name that nobody has used. */
const once = { 'Idempotency-Key': '$(cat /proc/sys/kernel/random/uuid)' }

/** What the shell fills in stands outside of the single quotes. */
const fromShell = (text: string): string => text.replaceAll(/\$[A-Z_]+/g, (variable) => `'"${variable}"'`)

function curl(origin: string, language: string, { method, path, body, headers = {} }: Command): string {
  const told = {
    ...headers,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    'Accept-Language': language,
  }
  return [
    `curl ${method ? `-X ${method} ` : ''}"${origin}/api/v1${path}"`,
    ...Object.entries(told).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(body === undefined ? [] : [`-d '${fromShell(JSON.stringify(body))}'`]),
  ].join(' \\\n  ')
}

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
        'org-industry': 'manufacturing',
        'pd-involved': 'yes',
        'time-awareness': '2026-11-20T09:30:00+09:00',
      },
    },
  },
  list: { path: '/case-files?order=oldest&limit=10', headers: withKey },
  read: { path: '/case-files/$CASE_FILE', headers: withKey },
  acknowledge: {
    path: '/case-files/$CASE_FILE/acknowledgement',
    headers: { ...withKey, ...once },
    body: { number: '2026-0123' },
  },
  start: {
    path: '/reports',
    headers: { ...withKey, ...once },
    body: { answers: { 'incident-attack-type': ['intrusion-ransomware'], 'org-industry': 'manufacturing' } },
  },
  save: {
    method: 'PATCH',
    path: '/reports/$REFERENCE/draft',
    headers: { ...withKey, ...once, 'If-Match': '\\"$VERSION\\"' },
    body: { answers: { 'pd-involved': 'yes', 'time-awareness': '2026-11-20T09:30:00+09:00' } },
  },
  planDraft: { path: '/reports/$REFERENCE/plan', headers: withKey },
  submit: {
    method: 'POST',
    path: '/reports/$REFERENCE/submissions',
    headers: { ...withKey, ...once, 'If-Match': '\\"$VERSION\\"' },
  },
  board: { path: '/reports/$REFERENCE/board', headers: withKey },
  answer: {
    path: '/reports/$REFERENCE/answers',
    headers: { ...withKey, ...once },
    body: { answers: { 'incident-summary': 'The entry route was a VPN account without a second factor.' } },
  },
  followUp: {
    path: '/reports/$REFERENCE/follow-ups',
    headers: { ...withKey, ...once },
    body: { phase: 'interim' },
  },
  mandates: { path: '/mandates', headers: withKey },
  startFor: {
    path: '/reports',
    headers: { ...withKey, ...once },
    body: { mandate: '$MANDATE', ticket: 'INC-0042', answers: { 'incident-attack-type': ['intrusion-ransomware'] } },
  },
  askClient: {
    path: '/reports/$REFERENCE/sendings',
    headers: { ...withKey, ...once, 'If-Match': '\\"$VERSION\\"' },
    body: {},
  },
} as const satisfies Readonly<Record<string, Command>>

export type Example = keyof typeof examples

export const commandOf = (name: Example, origin: string, language = 'en'): string =>
  curl(origin, language, examples[name])

export const tokenCommand = (origin: string): string =>
  `curl ${origin}/api/v1/token \\\n  -u "$CLIENT_ID:$CLIENT_SECRET" \\\n  -d grant_type=client_credentials`
