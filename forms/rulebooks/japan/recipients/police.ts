/** 都道府県警察. The fields of the online window were not seen; it takes consultations and is no 被害届. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'

export const police = recipient(
  'police',
  [{ id: 'police-online', seen: 'knowledge' }],
  needs(
    { strength: 'required', ground: 'police-window', seen: 'knowledge' },
    {
      first: ['org-name', 'org-address', 'contact-name', 'contact-phone', 'incident-summary'],
      known: named(`
        report-purpose contact-email time-occurrence incident-attack-type detect-narrative
        sys-address sys-software cause-actor ioc-network ioc-malware ioc-log ioc-source
        ransom-note ransom-family ransom-demand ransom-payment ransom-leak-site ddos-target
        ddos-extortion phish-artefact fraud-transfer resp-evidence resp-support-request
        damage-report-intent
      `),
      final: ['impact-financial'],
    },
  ),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    {
      known: named(`
        report-phase report-revision time-detection time-narrative incident-status sys-affected
        impact-business pd-involved pd-subject-count cause-route cause-vulnerability
        cause-malware other-authorities sharing-consent-government attachments
      `),
    },
  ),
)
