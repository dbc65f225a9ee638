/** 経済産業省・産業保安監督部: accidents of electricity and gas, notices of its sectors, 強化法5条. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { article5, commonForms, commonFormSheets } from './common-forms.ts'

export const meti = recipient(
  'meti',
  [
    { id: 'meti-power', seen: 'text' },
    ...commonFormSheets,
    { id: 'ci-joho-renraku', seen: 'reconstructed' },
    { id: 'cyber-act-art5', seen: 'second-hand' },
  ],
  ...article5('art5-meti'),
  // 電気関係報告規則3条: when, where, what, why, how it turned out, who reports. What else a supply disruption is told by,
  // its users and its length, stands in the common forms below
  needs(
    { strength: 'statutory', ground: 'electricity-3', seen: 'text', under: ['electricity-accident'] },
    {
      first: ['org-name', 'contact-name', 'contact-phone', 'time-occurrence', 'incident-summary'],
      known: named(`
        report-phase incident-cyber-suspected sys-affected sys-location impact-business
        impact-third-parties impact-safety cause-summary
      `),
    },
  ),
  needs(
    { strength: 'statutory', ground: 'electricity-3', seen: 'knowledge', under: ['electricity-accident'] },
    { known: ['report-date', 'time-restored', 'resp-done'] },
  ),
  // ガス関係報告規則4条: its sheets were not seen
  needs(
    { strength: 'statutory', ground: 'gas-4', seen: 'reconstructed', under: ['gas-accident'] },
    {
      first: ['org-name', 'contact-name', 'contact-phone', 'time-occurrence', 'incident-summary'],
      known: named(`
        report-phase report-date time-awareness incident-cyber-suspected sys-affected sys-location impact-safety
        impact-services impact-outage impact-users impact-area cause-summary time-restored resp-done
      `),
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  ...commonForms(['ci-notice-meti', 'art5-meti', 'electricity-accident', 'chosen-meti'], {
    rebuilt: ['sys-location', 'impact-safety', 'pub-method', 'prevention-planned'],
  }),
  needs({ strength: 'optional', ground: 'useful', seen: 'reconstructed' }, { known: ['other-notes', 'attachments'] }),
)
