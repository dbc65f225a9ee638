/**
 * The common forms of the ministries (申合せ 別添様式1–3) and the report of 強化法5条, which uses them (告示2号).
 * The sheets themselves were not seen: few items were read of second hand, the rest is our reconstruction.
 */
import { named } from '#forms/items/kinds.ts'
import type { ItemId } from '#forms/item.ts'
import type { Recipient } from '#forms/rulebook.ts'
import { needs } from '#forms/rulebooks/write.ts'

/** Of form 3 no item was seen. */
export const commonFormSheets: Recipient['forms'] = [
  { id: 'nco-form1-ddos', seen: 'second-hand' },
  { id: 'nco-form2-ransomware', seen: 'second-hand' },
  { id: 'nco-form3-other', seen: 'reconstructed' },
]

/** Items others report to have read in forms 1 and 2. */
const readOf = named(`
  org-ci-sector sharing-consent-government impact-ci-level cause-initial-access
  ransom-extension ransom-type ddos-type
`)

const rebuilt = named(`
  report-phase report-date report-revision report-recipients report-legal-basis
  org-corporate-number org-address org-industry contact-responsible contact-email
  contact-alternate time-occurrence time-detection time-awareness time-support-engaged
  time-restored time-narrative incident-status incident-events incident-attack-type
  incident-cyber-suspected detect-source detect-narrative sys-affected sys-software
  sys-security-controls impact-services impact-business impact-outage impact-users
  impact-third-parties impact-information impact-outlook pd-involved pd-subject-count
  cause-summary cause-route cause-vulnerability cause-malware ransom-family ransom-backup
  ddos-target ddos-scale ddos-extortion ddos-mitigation sc-provider sc-downstream
  resp-done resp-planned pub-status other-authorities other-police
`)

const first = ['org-name', 'contact-name', 'contact-phone', 'incident-summary']

/** A common form as one recipient asks for it; `more` are items of its own sheet. */
export const commonForms = (
  under: string[],
  more: { readOf?: readonly ItemId[]; rebuilt?: readonly ItemId[] } = {},
) => [
  needs(
    { strength: 'required', ground: 'common-forms', seen: 'second-hand', under },
    { known: [...readOf, ...(more.readOf ?? [])] },
  ),
  needs(
    { strength: 'required', ground: 'common-forms', seen: 'reconstructed', under },
    { first, known: [...rebuilt, ...(more.rebuilt ?? [])], final: ['prevention-done', 'cause-ttp'] },
  ),
]

/** 報告命令4条3項 1–7号. */
export const article5 = (under: string) => [
  needs(
    { strength: 'statutory', ground: 'cyber-act-5', seen: 'second-hand', under: [under] },
    {
      first: ['org-name', 'incident-summary'],
      known: named(`
        report-phase org-designation time-occurrence time-detection sys-affected
        sys-designated-computer cause-summary resp-done other-notes
      `),
      final: ['cause-ttp'],
    },
  ),
  needs(
    { strength: 'statutory', ground: 'cyber-act-5', seen: 'reconstructed', under: [under] },
    { first: ['contact-name', 'time-awareness'], known: ['report-date'] },
  ),
]
