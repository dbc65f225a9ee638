/** Nobody has to: the reporter ticks an addressee or consents to a kind of sharing, and that is the ground. */
import type { Rule } from '#forms/rulebook.ts'
import { all, fact, has, is, known, not, rule } from '#forms/rulebooks/write.ts'

const cyberWindow = all(fact('for-the-victim'), not(fact('cyber-ruled-out')))
const ticked = (recipient: string) => has('report-recipients', [recipient])

export const voluntaryRules: readonly Rule[] = [
  rule('police-consultation', {
    to: 'police',
    duty: 'voluntary',
    ground: 'police-window', // a consultation, not a 被害届
    when: cyberWindow,
    chosen: ticked('police'),
  }),
  rule('police-chosen', {
    to: 'police',
    duty: 'voluntary',
    ground: 'police-window', // not a cyber incident: only if the reporter insists
    when: all(known(fact('for-the-victim')), fact('cyber-ruled-out'), known(ticked('police'))),
  }),
  rule('jpcert-report', {
    to: 'jpcert',
    duty: 'voluntary',
    ground: 'jpcert-report',
    when: cyberWindow,
    chosen: ticked('jpcert'),
  }),
  rule('ipa-notification', {
    to: 'ipa',
    duty: 'voluntary',
    ground: 'ipa-standards', // コンピュータウイルス対策基準, コンピュータ不正アクセス対策基準
    when: cyberWindow,
    chosen: ticked('ipa'),
  }),
  rule('consent-to-nco', {
    to: 'nco',
    duty: 'voluntary',
    ground: 'consent-government', // 関係省庁申合せ: with the victim's consent only
    when: cyberWindow,
    chosen: is('sharing-consent-government', true),
  }),
  rule('consent-to-experts', {
    to: 'isac',
    duty: 'voluntary',
    ground: 'meti-guide', // anonymised technical information only
    when: not(fact('cyber-ruled-out')),
    chosen: is('sharing-consent-expert', true),
  }),
  rule('vendor-to-jpcert', {
    to: 'jpcert',
    duty: 'voluntary',
    ground: 'meti-guide', // a vendor without mandate: its own technical findings, never the victim
    when: all(fact('without-mandate'), not(fact('cyber-ruled-out'))),
    chosen: ticked('jpcert'),
  }),
]
