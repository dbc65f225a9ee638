/** Who must or may be told, and why. One rule, one ground; what the facts mean is in facts.ts and its neighbours. */
import type { Rule } from '#forms/rulebook.ts'
import { cyberActRules } from './rules/cyber-act.ts'
import { privacyRules } from './rules/privacy.ts'
import { sectorRules } from './rules/sector.ts'
import { voluntaryRules } from './rules/voluntary.ts'

export const rules: readonly Rule[] = [...privacyRules, ...cyberActRules, ...sectorRules, ...voluntaryRules]
