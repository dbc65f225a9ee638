/** 個人情報保護委員会. */
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { breachReport } from './breach-report.ts'

export const ppc = recipient(
  'ppc',
  [
    { id: 'ppc-leak-report', seen: 'knowledge' },
    { id: 'ppc-mynumber-report', seen: 'knowledge' },
  ],
  ...breachReport('appi-26', ['breach-to-ppc']),
  ...breachReport('appi-68', ['public-breach-to-ppc'], 'knowledge'),
  ...breachReport('my-number-29-4', ['my-number-to-ppc']),
  ...breachReport('appi-voluntary', ['breach-voluntary']), // the same form, and no item of it is demanded
  needs({ strength: 'optional', ground: 'useful', seen: 'reconstructed' }, { known: ['pd-protection', 'attachments'] }),
)
