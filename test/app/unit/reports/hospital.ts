/** A hospital hit by ransomware, as far as a first report goes. */
import { wholeAnswers } from '#app/reports/form/whole-answers.ts'
import { planAt } from '#app/reports/plan-at.ts'
import type { Answers } from '#forms/item.ts'

export const night = new Date('2026-11-01T00:30:00Z')

export const hospital: Answers = {
  'org-industry': 'hospital',
  'org-name': '架空あわ町立みどり病院',
  'org-address': { prefecture: '徳島県', city: '架空あわ町' },
  'contact-name': { name: '連絡担当（架空）', department: '情報システム担当' },
  'contact-phone': '088-000-0000',
  'incident-attack-type': ['intrusion-ransomware'],
  'incident-cyber-suspected': 'yes',
  'incident-summary': '電子カルテを含む院内システムが使えません。',
  'time-awareness': '2026-11-01T00:30:00+09:00',
  'pd-involved': 'yes',
  'pd-subject-count': { max: 85000, certainty: 'estimated' },
  'ransom-note': '英文の脅迫文',
  'report-recipients': ['police'],
  'sharing-consent-government': true,
  'sharing-consent-expert': false,
}

export function planned(answers: Answers, revision = 0) {
  const whole = wholeAnswers(answers, revision, night)
  return { ...whole, plan: planAt(whole.answers, night) }
}
