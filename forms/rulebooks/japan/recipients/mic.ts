/** 総務省・総合通信局: telecom accidents and secrecy leaks, breach reports of telecom operators, notices of the plan. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { breachReport } from './breach-report.ts'
import { article5 } from './common-forms.ts'

const telecom = ['telecom-accident', 'telecom-secrecy', 'telecom-user-information']
const leaked = ['pd-items', 'pd-subject-count', 'pd-secondary-damage', 'pub-status']
const notices = ['ci-notice-mic', 'chosen-mic', 'art5-mic', ...telecom]

export const mic = recipient(
  'mic',
  [
    { id: 'mic-serious-accident', seen: 'text' },
    { id: 'ppc-leak-report', seen: 'knowledge' },
    { id: 'cyber-act-art5', seen: 'second-hand' },
  ],
  ...article5('art5-mic'),
  ...breachReport('appi-150', ['breach-to-mic']),
  needs(
    { strength: 'statutory', ground: 'telecom-28-accident', seen: 'text', under: telecom },
    {
      first: ['org-name', 'time-occurrence', 'incident-summary'],
      known: named(`
        report-phase report-date time-restored sys-affected sys-location impact-services
        impact-outage impact-users impact-area cause-summary telecom-secrecy resp-done
      `),
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  needs(
    { strength: 'statutory', ground: 'telecom-28-accident', seen: 'reconstructed', under: telecom },
    { first: ['contact-name', 'contact-phone'], known: ['other-notes'] },
  ),
  // soumu.go.jp rouei_houkoku: what leaked, of how many people, with what further damage, and what was published
  needs(
    { strength: 'statutory', ground: 'telecom-28-secrecy', seen: 'text', under: ['telecom-secrecy'] },
    { known: leaked },
  ),
  needs(
    { strength: 'statutory', ground: 'telecom-28-users', seen: 'knowledge', under: ['telecom-user-information'] },
    { known: leaked },
  ),
  needs(
    { strength: 'required', ground: 'action-plan', seen: 'reconstructed', under: [...notices, 'breach-to-mic'] },
    {
      first: ['org-name', 'contact-name', 'contact-phone', 'incident-summary'],
      known: named(`
        report-phase report-date contact-email time-occurrence time-detection time-restored
        incident-status incident-attack-type incident-cyber-suspected sys-affected sys-location
        impact-services impact-business impact-ci-level impact-outage impact-users impact-area
        impact-safety impact-third-parties impact-outlook pd-involved telecom-secrecy resp-done
        cause-summary ddos-type pub-status
      `),
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    { known: ['ddos-scale', 'ddos-mitigation', 'attachments'] },
  ),
)
