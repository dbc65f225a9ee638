/** What the laws, guidelines and plans of each sector demand. */
import type { Condition } from '#forms/condition.ts'
import type { Rule } from '#forms/rulebook.ts'
import { all, any, fact, has, known, not, rule } from '#forms/rulebooks/write.ts'

function notice(to: string, sector: Condition): Rule {
  return rule(`ci-notice-${to}`, {
    to,
    duty: 'guideline',
    ground: 'action-plan', // 重要インフラのサイバーセキュリティに係る行動計画: 情報連絡
    when: all(sector, fact('ci-event')),
    clocks: ['jp-ci-renraku'],
  })
}

export const sectorRules: readonly Rule[] = [
  rule('financial-supervision', {
    to: 'fsa',
    duty: 'supervisory',
    ground: 'fsa-supervision', // 各監督指針・事務ガイドライン: 障害発生等報告; not owed by the vendors of banks
    when: all(fact('for-the-victim'), fact('under-financial-supervision')),
    clocks: ['jp-fsa-immediate', 'jp-fsa-follow'],
  }),
  rule('telecom-accident', {
    to: 'mic',
    duty: 'statutory',
    ground: 'telecom-28-accident', // 電気通信事業法28条1項2号, 施行規則57条・58条; cyber or not
    when: all(fact('for-the-victim'), fact('serious-accident')),
    clocks: ['jp-telecom-prompt', 'jp-telecom-30d'],
  }),
  rule('telecom-secrecy', {
    to: 'mic',
    duty: 'statutory',
    ground: 'telecom-28-secrecy', // 電気通信事業法28条1項2号イ, 施行規則57条
    when: all(fact('for-the-victim'), fact('secrecy-leak')),
    clocks: ['jp-telecom-prompt', 'jp-telecom-secrecy'],
  }),
  rule('telecom-user-information', {
    to: 'mic',
    duty: 'statutory',
    ground: 'telecom-28-users', // 電気通信事業法28条1項2号ロ: carriers designated under 27条の5 only
    when: all(fact('for-the-victim'), fact('user-information-leak')),
    clocks: ['jp-telecom-prompt', 'jp-telecom-secrecy'],
  }),
  rule('electricity-accident', {
    to: 'meti',
    duty: 'statutory',
    ground: 'electricity-3', // 電気関係報告規則3条; a power company without an accident owes nothing
    when: all(fact('for-the-victim'), fact('electricity-accident')),
    clocks: ['jp-power-prompt', 'jp-power-30d'],
  }),
  rule('gas-accident', {
    to: 'meti',
    duty: 'statutory',
    ground: 'gas-4', // ガス事業法171条1項, ガス関係報告規則4条
    when: all(fact('for-the-victim'), fact('gas-accident')),
    clocks: ['jp-gas-prompt', 'jp-gas-30d'],
  }),
  rule('card-to-acquirer', {
    to: 'acquirer',
    duty: 'contract',
    ground: 'installment-35-16', // 加盟店契約, 割賦販売法35条の16
    when: fact('card-duty'),
  }),
  rule('attack-on-care', {
    to: 'mhlw',
    duty: 'guideline',
    ground: 'medical-notice', // 医政総発1029第1号ほか, 安全管理ガイドライン6.0
    when: all(fact('for-the-victim'), fact('attack-on-care')),
    clocks: ['jp-mhlw'],
  }),
  notice('fsa', fact('finance-of-another-kind')), // everybody else of the sector is supervised
  notice('mic', all(fact('under-mic'), not(fact('only-payments')))),
  notice('meti', fact('under-meti')),
  notice('mlit', all(fact('under-mlit'), not(fact('only-payments')))),
  rule('agency-to-nco', {
    to: 'nco',
    duty: 'guideline',
    ground: 'government-standards', // 統一基準群: organs of the state, their agencies, designated corporations
    when: all(
      fact('for-the-victim'),
      any(
        known(has('org-industry', ['national-rd-agency'])),
        fact('independent-agency'),
        fact('organ-of-state'),
        all(known(has('org-industry', ['special-public-corporation'])), fact('designated-corporation')),
      ),
      fact('cyber-attack'),
    ),
  }),
  // Any other ministry has a ground only in the reporter's own choice
  ...['fsa', 'mic', 'mhlw', 'meti', 'mlit'].map((to) =>
    rule(`chosen-${to}`, {
      to,
      duty: 'voluntary',
      ground: 'reporters-choice',
      when: all(known(fact('for-the-victim')), known(has('report-recipients', [to]))),
    }),
  ),
  rule('chosen-acquirer', {
    to: 'acquirer',
    duty: 'voluntary',
    ground: 'reporters-choice',
    when: all(
      known(fact('for-the-victim')),
      known(fact('card-data-feared')),
      known(has('report-recipients', ['acquirer'])),
      not(known(fact('has-an-acquirer'))),
    ),
  }),
]
