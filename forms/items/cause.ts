import { choice, choices, group, item, lines, list, named, section, text } from './kinds.ts'
import { europe, maliciousAct } from './when.ts'

const entrances = named(`
  vpn-vulnerability remote-access-device subsidiary-remote-access-device network-device
  remote-desktop stolen-credentials credential-stuffing brute-force
  phishing phishing-attachment spearphishing-attachment spearphishing-link
  web-application-vulnerability exploit-public-facing-application drive-by-download
  supply-chain trusted-relationship removable-media insider misconfiguration
`)

export const cause = section('cause', [
  item('cause-summary', 'interim', lines()),
  item('cause-initial-access', 'interim', choices(entrances, { others: true }), { when: maliciousAct }),
  item('cause-route', 'interim', lines(), { when: maliciousAct }),
  item('cause-evidence', 'final', lines()),
  item('cause-basis', 'final', choices(['public', 'sharing-activity', 'other-experts', 'own-only'], { open: true })),
  item('cause-vulnerability', 'interim', list(text(500, { like: 'cve' }))),
  item('cause-ttp', 'final', list(text(1000, { like: 'attack-technique' })), { when: maliciousAct }),
  item(
    'cause-malware',
    'interim',
    group({
      name: text(),
      symptoms: text(2000),
      sample: choice(['available', 'submitted', 'none'], { open: true }),
    }),
    { when: maliciousAct },
  ),
  item('cause-actor', 'any', lines(), { when: maliciousAct }),
  item(
    'cause-root-type', // (EU) 2025/302, 4.1
    'final',
    choices(['malicious-actions', 'process-failure', 'system-failure', 'human-error', 'external-event'], {
      others: true,
    }),
    { when: europe },
  ),
])
