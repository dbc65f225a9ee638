/** カード会社・決済代行. The duty was read, the items of its sheet were not; what it does not need for cards stays out. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'

export const acquirer = recipient(
  'acquirer',
  [{ id: 'card-acquirer', seen: 'knowledge' }],
  needs(
    { strength: 'required', ground: 'acquirer-sheet', seen: 'knowledge' },
    {
      first: ['org-name', 'contact-name', 'contact-phone', 'incident-summary', 'card-exposure'],
      known: named(`
        report-date contact-email time-occurrence time-detection detect-source sys-affected
        sys-security-controls cause-summary cause-route ioc-log card-acquirer card-forensics
        resp-done resp-evidence
      `),
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    { known: ['report-phase', 'report-revision', 'pd-items', 'pd-subject-count', 'impact-financial'] },
  ),
)
