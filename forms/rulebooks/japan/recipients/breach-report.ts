/**
 * The breach report of the privacy law: the nine items of 施行規則8条1項 (read) and the sub-items of 別記様式第一 (known).
 * The commission takes it, or the minister to whom the power is delegated. The first report asks for what is known.
 */
import { named } from '#forms/items/kinds.ts'
import type { Seen } from '#forms/rulebook.ts'
import { needs } from '#forms/rulebooks/write.ts'

const known = named(`
  report-phase report-legal-basis time-occurrence time-narrative
  detect-source pd-trigger pd-items pd-subject-kinds pd-subject-count pd-secondary-damage
  pd-subject-notice pd-entrustment cause-summary pub-status other-notes
`)
const subItems = named(`
  report-revision report-date report-previous-refs org-corporate-number org-address org-industry
  org-representative contact-email pd-breach-type pd-cause-category pub-method other-authorities other-police
`)

/** `items`: how the nine items were seen; for public bodies another article names them (施行規則44条). */
export const breachReport = (ground: string, under: string[], items: Seen = 'text') => [
  needs(
    { strength: 'statutory', ground, seen: items, under },
    {
      first: ['org-name', 'contact-name', 'time-awareness', 'incident-summary'],
      known,
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  needs({ strength: 'statutory', ground, seen: 'knowledge', under }, { first: ['contact-phone'], known: subItems }),
]
