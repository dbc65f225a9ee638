/** サイバー対処能力強化法5条: to the minister of the sector and to the Prime Minister (NCO), whatever was consented to. */
import type { Condition } from '#forms/condition.ts'
import type { Rule } from '#forms/rulebook.ts'
import { all, fact, rule } from '#forms/rulebooks/write.ts'

const sectorOf: Record<string, Condition> = {
  fsa: fact('designated-under-fsa'),
  mic: fact('designated-under-mic'),
  mhlw: fact('under-mhlw'),
  meti: fact('designated-under-meti'),
  mlit: fact('designated-under-mlit'),
}

function article5(to: string, when: Condition): Rule {
  return rule(`art5-${to}`, {
    to,
    duty: 'statutory',
    ground: 'cyber-act-5', // 令和7年法律42号5条, 報告命令4条
    when,
    clocks: ['jp-art5-prompt', 'jp-art5-30d'],
  })
}

export const cyberActRules: readonly Rule[] = [
  article5('nco', fact('art5-event')),
  ...Object.entries(sectorOf).map(([ministry, sector]) => article5(ministry, all(sector, fact('art5-event')))),
]
