/** When Article 5 of the Cyber Response Capability Act is concerned. */
import type { Condition } from '#forms/condition.ts'
import { all, any, fact, has, known, not, only, onlyMentions, since } from '#forms/rulebooks/write.ts'

/** サイバー対処能力強化法（令和7年法律42号）5条, 報告命令4条; in force for events noticed on or after 2026-10-01. */
export const actFacts: Record<string, Condition> = {
  'designated-operator': any(
    known(has('org-designation', ['special-social-infrastructure-operator'])),
    all(fact('designable-sector'), has('org-designation', ['special-social-infrastructure-operator'])),
  ),
  'designated-computer-hit': not(
    any(
      has('sys-designated-computer', ['none']),
      only('sys-designated-computer', []),
      known(
        onlyMentions('sys-designated-computer', ['なし', '無し', '該当しな', '該当せ', 'none of', 'not concerned']),
      ),
    ),
  ),
  'noticed-in-force': since('time-awareness', '2026-10-01T00:00:00+09:00'),
  // 特定侵害事象: an unlawful act (不正な行為), floods included; a plain fault is none
  'art5-event': all(
    fact('for-the-victim'),
    fact('designated-operator'),
    fact('noticed-in-force'),
    fact('designated-computer-hit'),
    fact('cyber-attack'),
  ),
}
