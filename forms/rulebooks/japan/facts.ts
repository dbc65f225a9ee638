/**
 * What the law calls things, said with answers. Facts decide, ticks are evidence: a filer who ticks nothing in the first
 * hour is the normal case (routing by 施行規則7条 must not wait for `pd-trigger`).
 */
import type { Condition } from '#forms/condition.ts'
import { gasFacts, powerFacts, telecomFacts } from './accident-facts.ts'
import { cardFacts } from './card-facts.ts'
import { actFacts } from './cyber-act-facts.ts'
import { delegationFacts } from './delegation.ts'
import { incidentFacts } from './incident-facts.ts'
import { legalFormFacts } from './legal-form.ts'
import { privacyFacts } from './privacy-facts.ts'
import { sectorEvents } from './sector-events.ts'
import { sectorFacts } from './sectors.ts'
import { tradeFacts } from './trades.ts'

export const facts: Record<string, Condition> = {
  ...incidentFacts,
  ...legalFormFacts,
  ...tradeFacts,
  ...sectorFacts,
  ...delegationFacts,
  ...privacyFacts,
  ...cardFacts,
  ...actFacts,
  ...telecomFacts,
  ...powerFacts,
  ...gasFacts,
  ...sectorEvents,
}
