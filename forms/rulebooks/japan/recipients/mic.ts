/** 総務省・総合通信局: telecom accidents and secrecy leaks, breach reports of telecom operators, notices of the plan. */
import { named } from '#forms/items/kinds.ts'
import type { Seen } from '#forms/rulebook.ts'
import { needs, recipient, type Stages } from '#forms/rulebooks/write.ts'
import { breachReport } from './breach-report.ts'
import { article5 } from './common-forms.ts'

const leaked = ['pd-items', 'pd-subject-count', 'pd-secondary-damage', 'pub-status']

/** 様式50の3, as far as it was read. */
const accident = {
  first: ['time-occurrence', 'incident-summary'],
  known: named(`
    report-phase report-date time-restored sys-affected sys-location impact-services
    impact-outage impact-users impact-area cause-summary telecom-secrecy resp-done
  `),
  final: ['prevention-done', 'prevention-planned'],
}
const reporter = { first: ['org-name', 'contact-name', 'contact-phone'], known: ['other-notes'] }

const notice = {
  first: ['org-name', 'contact-name', 'contact-phone', 'incident-summary'],
  known: named(`
    report-phase report-date contact-email time-occurrence time-detection time-restored
    incident-status incident-attack-type incident-cyber-suspected sys-affected sys-location
    impact-services impact-business impact-ci-level impact-outage impact-users impact-area
    impact-safety impact-third-parties impact-outlook pd-involved telecom-secrecy resp-done
    cause-summary ddos-type pub-status
  `),
  final: ['prevention-done', 'prevention-planned'],
}

export const mic = recipient(
  'mic',
  [
    { id: 'mic-serious-accident', seen: 'text' },
    { id: 'ci-joho-renraku', seen: 'reconstructed' },
    { id: 'ppc-leak-report', seen: 'knowledge' },
    { id: 'cyber-act-art5', seen: 'second-hand' },
  ],
  ...article5('art5-mic'),
  ...breachReport('appi-150', ['breach-to-mic']),
  law('telecom-accident', 'telecom-28-accident', 'text', accident),
  law('telecom-accident', 'telecom-28-accident', 'reconstructed', reporter),
  // soumu.go.jp rouei_houkoku: what leaked, of how many people, with what further damage, and what was published; its
  // sheet (様式50の2) was not seen
  law('telecom-secrecy', 'telecom-28-secrecy', 'text', { known: leaked }),
  law('telecom-secrecy', 'telecom-28-secrecy', 'reconstructed', accident),
  law('telecom-secrecy', 'telecom-28-secrecy', 'reconstructed', reporter),
  law('telecom-user-information', 'telecom-28-users', 'knowledge', { known: leaked }),
  law('telecom-user-information', 'telecom-28-users', 'reconstructed', accident),
  law('telecom-user-information', 'telecom-28-users', 'reconstructed', reporter),
  // not under breach-to-mic: a leak that is neither an attack nor an outage is no matter of the plan
  asked('action-plan', 'ci-notice-mic'),
  asked('common-forms', 'art5-mic'), // 告示2号
  asked('reporters-choice', 'chosen-mic'),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    {
      known: named(`
        contact-email incident-attack-type incident-cyber-suspected impact-outlook
        ddos-type ddos-scale ddos-mitigation attachments
      `),
    },
  ),
)

/** What a law asks when it is the reason. */
function law(rule: string, ground: string, seen: Seen, stages: Stages) {
  return needs({ strength: 'statutory', ground, seen, under: [rule] }, stages)
}

/** The notice of the plan, and what the ministry gets of the same items on another ground. */
function asked(ground: string, rule: string) {
  return needs({ strength: 'required', ground, seen: 'reconstructed', under: [rule] }, notice)
}
