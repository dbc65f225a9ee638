/** Breach reports: to the commission, or to the minister to whom its power is delegated. */
import type { Rule } from '#forms/rulebook.ts'
import { all, any, fact, has, known, not, rule } from '#forms/rulebooks/write.ts'

/** 施行規則8条2項: 30 days, 60 when an improper purpose is feared, also together with other triggers. */
const breachClocks = [
  'jp-ppc-initial',
  { clock: 'jp-ppc-final-unlawful', when: known(fact('improper-purpose')) },
  { clock: 'jp-ppc-final', when: not(known(fact('improper-purpose'))) },
  { clock: 'jp-ppc-subject-notice', to: 'data-subjects' }, // 26条2項, 規則10条
  { clock: 'jp-ppc-entrustor', to: 'entrustor', when: fact('told-nobody-yet') }, // 規則9条
]

const delegated = any(fact('delegated-to-fsa'), fact('delegated-to-mic'))

export const privacyRules: readonly Rule[] = [
  rule('breach-to-ppc', {
    to: 'ppc',
    duty: 'statutory',
    ground: 'appi-26', // 個人情報保護法26条1項, 施行規則7条
    when: all(fact('breach-duty'), not(known(fact('public-body'))), not(delegated)),
    clocks: breachClocks,
  }),
  rule('public-breach-to-ppc', {
    to: 'ppc',
    duty: 'statutory',
    ground: 'appi-68', // 個人情報保護法68条1項, 施行規則43条
    when: all(fact('breach-duty'), known(fact('public-body')), not(delegated)),
    clocks: breachClocks,
  }),
  rule('breach-to-fsa', {
    to: 'fsa',
    duty: 'statutory',
    ground: 'appi-150', // 個人情報保護法150条, ppc.go.jp FAQ 4-7
    when: all(fact('breach-duty'), fact('delegated-to-fsa')),
    clocks: breachClocks,
  }),
  rule('breach-to-mic', {
    to: 'mic',
    duty: 'statutory',
    ground: 'appi-150', // 個人情報保護法150条, 総合通信局
    when: all(fact('breach-duty'), fact('delegated-to-mic')),
    clocks: breachClocks,
  }),
  rule('my-number-to-ppc', {
    to: 'ppc',
    duty: 'statutory',
    ground: 'my-number-29-4', // 番号法29条の4第1項, 規則5号2条; never delegated
    when: fact('my-number-duty'),
    clocks: [
      'jp-mynumber',
      { clock: 'jp-mynumber-final-unlawful', when: known(fact('improper-purpose')) },
      { clock: 'jp-mynumber-final', when: not(known(fact('improper-purpose'))) },
    ],
  }),
  rule('breach-voluntary', {
    to: 'ppc',
    duty: 'voluntary',
    ground: 'appi-voluntary', // 通則編ガイドライン3-5-3-1: a breach below the triggers, or of a released processor
    when: all(fact('for-the-victim'), fact('personal-data')),
    chosen: known(has('report-recipients', ['ppc'])),
  }),
]
