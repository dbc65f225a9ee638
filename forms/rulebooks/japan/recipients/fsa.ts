/** 金融庁・財務局: the supervisor's own report (the common forms since 2026-10-01), the breach report, 強化法5条. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { breachReport } from './breach-report.ts'
import { article5, commonForms, commonFormSheets } from './common-forms.ts'

export const fsa = recipient(
  'fsa',
  [
    { id: 'fsa-incident', seen: 'reconstructed' },
    ...commonFormSheets,
    { id: 'ppc-leak-report', seen: 'knowledge' },
    { id: 'cyber-act-art5', seen: 'second-hand' },
  ],
  ...article5('art5-fsa'),
  ...breachReport('appi-150', ['breach-to-fsa']),
  ...commonForms(['financial-supervision', 'ci-notice-fsa', 'art5-fsa', 'breach-to-fsa', 'chosen-fsa'], {
    readOf: ['ioc-network', 'ioc-malware', 'ransom-note'],
    rebuilt: named(`
      org-identifiers sys-address sys-location impact-area impact-transactions ioc-log
      ioc-source ransom-demand ransom-leak-site phish-artefact fraud-transfer pub-method
      pub-third-party-notice prevention-planned
    `),
  }),
  needs({ strength: 'optional', ground: 'useful', seen: 'reconstructed' }, { known: ['other-notes', 'attachments'] }),
)
