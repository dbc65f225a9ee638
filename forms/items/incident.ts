import { choice, choices, group, item, lines, list, section, text } from './kinds.ts'
import { criticalInfrastructure, finance } from './when.ts'

export const incident = section('incident', [
  item('incident-title', 'initial', text(), { mayBeUnknown: false }),
  item('incident-summary', 'initial', lines()),
  item('incident-cyber-suspected', 'initial', choice(['yes', 'no'])),
  item('incident-events', 'initial', choices(['information-leak', 'system-outage', 'business-impact', 'other'])),
  item(
    'incident-attack-type', // 所見票【攻撃類型】 and the kinds the common forms tell apart
    'initial',
    choices([
      'intrusion-ransomware',
      'ddos',
      'targeted',
      'vulnerability-exploitation',
      'phishing',
      'bec',
      'web-skimming',
      'supply-chain',
      'insider',
      'non-indiscriminate-intrusion',
      'unclassified-specific',
      'other',
    ]),
  ),
  item('incident-status', 'initial', choice(['ongoing', 'contained', 'recovering', 'closed'], { open: true })),
  item(
    'incident-severity', // FSB FIRE, Annex E: how far the response was escalated
    'interim',
    choice(['nil', 'negligible', 'low', 'medium', 'high', 'extreme'], { open: true }),
    { when: criticalInfrastructure },
  ),
  item('incident-internal-id', 'any', group({ id: text(), related: list(text()) }), { when: finance }),
])
