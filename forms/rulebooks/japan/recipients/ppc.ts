/** 個人情報保護委員会. */
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { breachReport } from './breach-report.ts'

export const ppc = recipient(
  'ppc',
  [
    { id: 'ppc-leak-report', seen: 'knowledge' },
    { id: 'ppc-mynumber-report', seen: 'knowledge' },
  ],
  ...breachReport('appi-26', ['breach-to-ppc', 'breach-voluntary']),
  ...breachReport('appi-68', ['public-breach-to-ppc']),
  ...breachReport('my-number-29-4', ['my-number-to-ppc']),
  needs({ strength: 'optional', ground: 'useful', seen: 'reconstructed' }, { known: ['pd-protection', 'attachments'] }),
)
