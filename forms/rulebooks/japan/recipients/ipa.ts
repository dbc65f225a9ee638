/** 情報処理推進機構. Sections 1–3 (unauthorised access) and 1–6 (virus) of its sheets were read, the rest not. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'

export const ipa = recipient(
  'ipa',
  [
    { id: 'ipa-unauthorised-access', seen: 'text' },
    { id: 'ipa-virus', seen: 'text' },
  ],
  needs(
    { strength: 'required', ground: 'ipa-standards', seen: 'text' },
    {
      first: ['org-name', 'contact-email', 'time-detection'],
      known: named(`
        report-date org-address contact-name contact-phone detect-source detect-narrative
        sys-affected sys-environment sys-software cause-route cause-malware ioc-malware
        ransom-family
      `),
    },
  ),
  needs(
    { strength: 'required', ground: 'ipa-standards', seen: 'knowledge' },
    {
      first: ['incident-summary'],
      known: named(`
        sys-security-controls cause-initial-access cause-vulnerability phish-artefact
        sc-downstream resp-done
      `),
    },
  ),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    {
      known: named(`
        report-phase report-revision incident-attack-type ioc-network ransom-type
        feedback-request attachments
      `),
    },
  ),
)
