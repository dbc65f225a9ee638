/** Clocks of other jurisdictions, for reporters who also owe reports there. Shown; nothing is sent abroad. */
import type { Clock } from './clock.ts'

const law = { report: 'initial', startsFrom: 'time-awareness', duty: 'statutory', seen: 'text', inForce: true } as const
const eu = { ...law, zone: 'Europe/Brussels' } as const // a member state's own zone comes in the context
const us = { ...law, zone: 'America/New_York' } as const
const au = { ...law, zone: 'Australia/Sydney' } as const
const uk = { ...law, zone: 'Europe/London' } as const

const hours = (length: number) => ({ by: 'hours', hours: length, roll: 'none' }) as const

const europe: readonly Clock[] = [
  { ...eu, id: 'eu-nis2-24h', counts: hours(24), ground: 'NIS2 Art. 23(4)(a)' },
  {
    ...eu,
    id: 'eu-nis2-72h',
    report: 'interim',
    counts: { ...hours(72), trustServices: 24 },
    ground: 'NIS2 Art. 23(4)(b)',
  },
  {
    ...eu,
    id: 'eu-nis2-1m',
    report: 'final',
    startsFrom: 'notification-submitted',
    counts: { by: 'months', months: 1, roll: 'none' },
    ground: 'NIS2 Art. 23(4)(d)',
  },
  {
    ...eu,
    id: 'eu-dora-4h',
    startsFrom: 'time-classification',
    counts: { by: 'hours', hours: 4, capFromAwareness: 24, roll: 'dora-noon' },
    ground: 'Delegated Regulation (EU) 2025/301 Art. 5(1)(a), (4), (5)',
  },
  {
    ...eu,
    id: 'eu-dora-72h',
    report: 'interim',
    startsFrom: 'initial-submitted',
    counts: { by: 'hours', hours: 72, roll: 'dora-noon' },
    ground: 'Delegated Regulation (EU) 2025/301 Art. 5(1)(b), (4), (5)',
  },
  {
    ...eu,
    id: 'eu-dora-1m',
    report: 'final',
    startsFrom: 'intermediate-submitted',
    counts: { by: 'months', months: 1, roll: 'dora-noon-all' },
    ground: 'Delegated Regulation (EU) 2025/301 Art. 5(1)(c), (4)',
  },
  { ...eu, id: 'eu-gdpr-72h', counts: hours(72), ground: 'GDPR Art. 33' },
  { ...eu, id: 'eu-cra-24h', counts: hours(24), ground: 'Regulation (EU) 2024/2847 Art. 14', seen: 'knowledge' },
]

const unitedStates: readonly Clock[] = [
  { ...us, id: 'us-circia-72h', counts: hours(72), ground: '6 U.S.C. 681b (no final rule yet)', inForce: false },
  {
    ...us,
    id: 'us-circia-24h',
    report: 'notice',
    startsFrom: 'ransom-paid',
    counts: hours(24),
    ground: '6 U.S.C. 681b (no final rule yet)',
    inForce: false,
  },
  {
    ...us,
    id: 'us-sec-4bd',
    startsFrom: 'materiality-determined',
    counts: { by: 'us-business-days', days: 4 },
    ground: '17 CFR 249.308, Form 8-K Item 1.05 and General Instruction B.1',
  },
]

const others: readonly Clock[] = [
  { ...au, id: 'au-soci-12h', counts: hours(12), ground: 'Security of Critical Infrastructure Act 2018 Part 2B' },
  { ...au, id: 'au-soci-72h', counts: hours(72), ground: 'Security of Critical Infrastructure Act 2018 Part 2B' },
  {
    ...au,
    id: 'au-ransom-72h',
    report: 'notice',
    startsFrom: 'ransom-paid',
    counts: hours(72),
    ground: 'Cyber Security Act 2024 Part 3',
  },
  {
    ...au,
    id: 'au-ndb',
    report: 'final',
    startsFrom: 'breach-suspected',
    counts: { by: 'days', days: 30, firstDay: 'not-counted', roll: 'none' },
    ground: 'Privacy Act 1988 Part IIIC',
    seen: 'knowledge',
  },
  { ...uk, id: 'uk-nis-72h', counts: hours(72), ground: 'Network and Information Systems Regulations 2018' },
  {
    ...uk,
    id: 'uk-csr-24h',
    counts: hours(24),
    ground: 'Cyber Security and Resilience Bill (not law)',
    inForce: false,
  },
  {
    ...law,
    zone: 'Asia/Kolkata',
    id: 'in-sebi-6h',
    startsFrom: 'time-detection',
    counts: hours(6),
    ground: 'SEBI circular of August 2026',
  },
]

export const clocksAbroad: readonly Clock[] = [...europe, ...unitedStates, ...others]
