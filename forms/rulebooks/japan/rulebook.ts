/** The rules of Japan as they stand from 2026-10-01: common forms revised, 強化法5条 in force. Frozen once used. */
import { named } from '#forms/items/kinds.ts'
import type { Rulebook } from '#forms/rulebook.ts'
import { facts } from './facts.ts'
import { grounds } from './grounds.ts'
import { acquirer } from './recipients/acquirer.ts'
import { fsa } from './recipients/fsa.ts'
import { ipa } from './recipients/ipa.ts'
import { isac } from './recipients/isac.ts'
import { jpcert } from './recipients/jpcert.ts'
import { meti } from './recipients/meti.ts'
import { mhlw } from './recipients/mhlw.ts'
import { mic } from './recipients/mic.ts'
import { mlit } from './recipients/mlit.ts'
import { nco } from './recipients/nco.ts'
import { police } from './recipients/police.ts'
import { ppc } from './recipients/ppc.ts'
import { rules } from './rules.ts'

export const japan2026_10: Rulebook = {
  id: 'japan-2026-10',
  from: '2026-10-01',
  recipients: [ppc, police, nco, jpcert, ipa, fsa, mic, mhlw, meti, mlit, acquirer, isac],
  grounds,
  facts,
  rules: [...rules],
  // Triage: who we are, what it is, whether people are concerned, since when we know; then whom we choose
  askFirst: [
    ...named(`
    org-industry incident-attack-type incident-cyber-suspected pd-involved time-awareness
    org-ci-sector org-designation sys-designated-computer report-recipients
    sharing-consent-government sharing-consent-expert org-name org-address contact-name
    contact-phone contact-email incident-summary
  `),
  ],
}
