/** JPCERT/CC. From a vendor without a mandate only technical findings, nothing about the victim. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'

const technical = named(`
  cause-initial-access cause-vulnerability cause-malware ioc-network ioc-malware
  ransom-extension ransom-type ransom-family ddos-type ddos-scale ddos-mitigation
`)

export const jpcert = recipient(
  'jpcert',
  [{ id: 'jpcert-web', seen: 'second-hand' }],
  needs(
    { strength: 'required', ground: 'jpcert-report', seen: 'second-hand', under: ['jpcert-report'] },
    {
      first: ['org-name', 'contact-email', 'incident-summary'],
      known: named(`
        report-purpose contact-name contact-phone time-occurrence sys-address sys-software
        ioc-log ioc-source resp-support-request
      `),
    },
  ),
  needs(
    { strength: 'required', ground: 'jpcert-report', seen: 'reconstructed', under: ['jpcert-report'] },
    {
      known: named(`
        sharing-consent-expert sharing-tlp incident-attack-type detect-narrative phish-artefact
      `),
    },
  ),
  needs(
    { strength: 'anonymised', ground: 'meti-guide', seen: 'reconstructed', under: ['vendor-to-jpcert'] },
    {
      first: ['incident-attack-type'],
      known: [...technical, 'sharing-tlp', 'sys-software', 'ioc-source', 'ioc-public-info', 'phish-artefact'],
      final: ['cause-ttp'],
    },
  ),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed', under: ['jpcert-report'] },
    {
      known: [
        ...technical,
        ...named(`
          report-phase report-revision org-industry time-detection sys-affected cause-route cause-ttp
          ioc-public-info ransom-note ransom-leak-site ddos-target sc-provider feedback-request attachments
        `),
      ],
    },
  ),
)
