/**
 * Which items a vendor without a mandate may tell. Every item of the form stands in one of the two lists (a test sees to
 * it), so that a new one is nobody's until somebody has judged it.
 */
import type { ItemId } from '#forms/item.ts'
import { named } from '#forms/items/kinds.ts'

/** Why an item is not for somebody who may not say whose incident it is. */
export type Identifies =
  | 'names' // names the client, its people, its contractors or its addresses
  | 'place' // where the client is, or which systems it runs
  | 'business' // its line, services, customers and figures: whoever knows the trade can guess
  | 'free-text' // told freely, it tells whose it is sooner or later
  | 'persons' // about the people whose data are concerned
  | 'duty' // belongs to a duty, which only the client or somebody with its mandate can meet
  | 'choice' // the client's own decision: consents, publication, wishes

const lists: Readonly<Record<Identifies, string>> = {
  names: `
    org-name org-corporate-number org-representative org-identifiers
    contact-responsible contact-name contact-phone contact-email contact-alternate
    detect-source sc-provider sc-downstream card-acquirer ddos-target incident-internal-id
    report-previous-refs attachments attachments-files
  `,
  place: `
    org-address sys-affected sys-location sys-designated-computer sys-environment sys-address
    sys-security-controls impact-area
  `,
  business: `
    org-industry org-ci-sector org-designation incident-events incident-status incident-severity
    impact-services impact-business impact-outage impact-ci-level impact-safety impact-users
    impact-third-parties impact-outlook impact-information impact-transactions impact-financial
    fraud-transfer ransom-demand ransom-payment ransom-leak-site ransom-backup ddos-extortion telecom-secrecy
  `,
  'free-text': `
    incident-title incident-summary detect-narrative time-narrative cause-summary cause-route
    cause-evidence cause-basis cause-actor cause-root-type ioc-log ioc-log-files ransom-note ransom-note-files
    resp-done resp-support-request resp-planned resp-evidence
    prevention-done prevention-planned close-lessons other-notes
  `,
  persons: `
    pd-involved pd-breach-type pd-items pd-subject-count pd-subject-kinds pd-trigger pd-protection
    pd-entrustment pd-cause-category pd-secondary-damage pd-subject-notice
    card-exposure card-forensics
  `,
  duty: `
    report-purpose report-legal-basis time-awareness time-classification time-response-start
    time-investigation time-support-engaged time-restored time-resolved
  `,
  choice: `
    sharing-consent-government pub-status pub-first-report pub-method pub-awareness
    pub-third-party-notice other-authorities other-police other-expert damage-report-intent feedback-request
  `,
}

export const identifying: ReadonlyMap<ItemId, Identifies> = new Map(
  Object.entries(lists).flatMap(
    ([why, items]) => named(items).map((item) => [item, why as Identifies] as const), // Object.entries forgets the keys of its own record
  ),
)

/** What the portal fills in, and what says who speaks and to whom: about the report, not about the victim. */
export const framing: ReadonlySet<ItemId> = new Set(
  named(`
    report-phase report-revision report-date report-recipients reporter-capacity
    sharing-consent-expert sharing-tlp incident-cyber-suspected
  `),
)

/** 攻撃技術情報: about the attack. Each is also looked into, see technical.ts. */
export const technicalItems: ReadonlySet<ItemId> = new Set(
  named(`
    time-occurrence time-detection incident-attack-type sys-software
    cause-initial-access cause-vulnerability cause-ttp cause-malware
    ioc-network ioc-malware ioc-source ioc-public-info
    ransom-extension ransom-type ransom-family ddos-type ddos-scale ddos-mitigation phish-artefact
  `),
)
