/** 厚生労働省・都道府県（医療）: headings read, items partly rebuilt. */
import { named } from '#forms/items/kinds.ts'
import type { Seen } from '#forms/rulebook.ts'
import { needs, recipient, type Stages } from '#forms/rulebooks/write.ts'
import { article5 } from './common-forms.ts'

const read = {
  first: ['incident-summary'],
  known: ['impact-services', 'impact-business', 'impact-safety', 'pd-involved', 'resp-done'],
}
const rebuilt = {
  first: ['org-name', 'contact-name', 'contact-phone'],
  known: named(`
    sys-affected impact-outlook pd-subject-count ransom-backup resp-planned
    resp-support-request
  `),
}

export const mhlw = recipient(
  'mhlw',
  [{ id: 'mhlw-medical', seen: 'text' }],
  ...article5('art5-mhlw'),
  contact('medical-notice', 'attack-on-care', 'text', read),
  contact('medical-notice', 'attack-on-care', 'reconstructed', rebuilt),
  contact('cyber-act-5', 'art5-mhlw', 'reconstructed', read),
  contact('cyber-act-5', 'art5-mhlw', 'reconstructed', rebuilt),
  contact('reporters-choice', 'chosen-mhlw', 'reconstructed', read),
  contact('reporters-choice', 'chosen-mhlw', 'reconstructed', rebuilt),
  needs(
    { strength: 'optional', ground: 'useful', seen: 'reconstructed' },
    {
      known: named(`
        report-phase report-date contact-email time-occurrence time-detection incident-status
        cause-route ransom-note ransom-type prevention-done prevention-planned other-police
      `),
    },
  ),
)

/** What is told to the ministry for one reason. */
function contact(ground: string, rule: string, seen: Seen, stages: Stages) {
  return needs({ strength: 'required', ground, seen, under: [rule] }, stages)
}
