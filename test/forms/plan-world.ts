/** The smallest worlds the law is tried on: one organisation, one incident, one thing changed. */
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { planReport, type Plan, type Route, type Verdict } from '#forms/plan.ts'
import { compileRulebook } from '#forms/rulebook.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'

export const japan = compileRulebook(japan2026_10, currentEdition)
export const monday = new Date('2026-11-02T09:00:00+09:00')

export function planOf(answers: Answers, now: Date = monday): Plan {
  return planReport(japan, currentEdition, answers, now)
}

export function recipientsOf(answers: Answers, verdict: Verdict, now?: Date): string[] {
  return planOf(answers, now)
    .routes.filter((route) => route.verdict === verdict)
    .map(({ recipient }) => recipient)
}

export function routeTo(answers: Answers, recipient: string, now?: Date): Route | undefined {
  return planOf(answers, now).routes.find((route) => route.recipient === recipient)
}

export function clocksTo(answers: Answers, recipient: string, now?: Date): string[] {
  return (routeTo(answers, recipient, now)?.clocks ?? []).map(({ clock }) => clock)
}

/** Nothing was chosen, nothing consented to: what is left are duties and guidelines. */
const silent: Answers = {
  'report-recipients': [],
  'sharing-consent-government': false,
  'sharing-consent-expert': false,
  'org-ci-sector': 'none',
  'org-designation': ['none'],
  'time-awareness': '2026-11-02T08:00:00+09:00',
  'time-occurrence': { value: '2026-11-02T02:00:00+09:00', certainty: 'confirmed' },
}

/** A mail with a list of members went to the wrong address. */
export const misdelivery: Answers = {
  ...silent,
  'org-industry': 'event-organiser',
  'incident-attack-type': ['other'],
  'incident-cyber-suspected': 'no',
  'incident-events': ['information-leak'],
  'pd-involved': 'yes',
  'pd-items': { items: ['name', 'email'], medium: 'email' },
  'pd-subject-count': { max: 500, certainty: 'confirmed' },
  'pd-cause-category': { side: 'own', category: 'misdelivery' },
  'pd-entrustment': { role: 'own' },
}

/** Somebody broke into a server of a manufacturer; no personal data were there. */
export const intrusion: Answers = {
  ...silent,
  'org-industry': 'manufacturer',
  'incident-attack-type': ['targeted'],
  'incident-cyber-suspected': 'yes',
  'incident-events': ['other'],
  'pd-involved': 'no',
}

/** The same with names of customers on the server. */
export const stolenData: Answers = {
  ...intrusion,
  'incident-events': ['information-leak'],
  'pd-involved': 'yes',
  'pd-items': { items: ['name', 'address'], medium: 'server' },
  'pd-subject-count': { max: 30, certainty: 'estimated' },
  'pd-entrustment': { role: 'own' },
}

/** A telephone network broke down by itself. */
export const networkDown: Answers = {
  ...silent,
  'org-industry': 'telecom-carrier',
  'org-ci-sector': 'ict',
  'org-designation': ['registered-telecom-carrier'],
  'incident-attack-type': ['other'],
  'incident-cyber-suspected': 'no',
  'incident-events': ['system-outage'],
  'impact-services': ['インターネット接続'],
  'impact-outage': { degree: 'full', hours: 3 },
  'impact-users': { count: 50_000 },
  'telecom-secrecy': false,
  'pd-involved': 'no',
}
