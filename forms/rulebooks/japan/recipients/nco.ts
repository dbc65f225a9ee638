/** 国家サイバー統括室・内閣府（内閣総理大臣）: by the act, by consent, or under the standards for agencies. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { article5, commonForms, commonFormSheets } from './common-forms.ts'

export const nco = recipient(
  'nco',
  [...commonFormSheets, { id: 'cyber-act-art5', seen: 'second-hand' }],
  ...article5('art5-nco'),
  ...commonForms(['art5-nco', 'consent-to-nco', 'agency-to-nco'], {
    readOf: ['ioc-network', 'ioc-malware', 'ransom-note'],
    rebuilt: named(`
      incident-title sharing-tlp sys-address ioc-log ioc-source ransom-demand ransom-leak-site
      phish-artefact incident-severity cause-root-type
    `),
  }),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    { known: ['pd-items', 'feedback-request', 'other-notes'] },
  ),
)
