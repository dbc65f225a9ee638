/**
 * The breach report of the privacy law: the nine items of 施行規則8条1項 (read) and the sub-items of 別記様式第一 (known).
 * The commission takes it, or the minister to whom the power is delegated. The first report asks for what is known.
 */
import { named } from '#forms/items/kinds.ts'
import { needs } from '#forms/rulebooks/write.ts'

const known = named(`
  report-phase report-legal-basis org-industry time-occurrence time-narrative
  detect-source pd-trigger pd-items pd-subject-kinds pd-subject-count pd-secondary-damage
  pd-subject-notice pd-entrustment cause-summary pub-status pub-method other-authorities
  other-notes
`)
const subItems = named(`
  report-revision report-date report-previous-refs org-corporate-number org-address
  org-representative contact-email pd-breach-type pd-cause-category other-police
`)

export const breachReport = (ground: string, under: string[]) => [
  needs(
    { strength: 'statutory', ground, seen: 'text', under },
    {
      first: ['org-name', 'contact-name', 'contact-phone', 'time-awareness', 'incident-summary'],
      known,
      final: ['prevention-done', 'prevention-planned'],
    },
  ),
  needs({ strength: 'statutory', ground, seen: 'knowledge', under }, { known: subItems }),
]
