/** 厚生労働省・都道府県（医療）: headings read, items partly rebuilt. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { article5 } from './common-forms.ts'

export const mhlw = recipient(
  'mhlw',
  [{ id: 'mhlw-medical', seen: 'text' }],
  ...article5('art5-mhlw'),
  needs(
    { strength: 'required', ground: 'medical-notice', seen: 'text' },
    {
      first: ['incident-summary'],
      known: ['impact-services', 'impact-business', 'impact-safety', 'pd-involved', 'resp-done'],
    },
  ),
  needs(
    { strength: 'required', ground: 'medical-notice', seen: 'reconstructed' },
    {
      first: ['org-name', 'contact-name', 'contact-phone'],
      known: named(`
        sys-affected impact-outlook pd-subject-count ransom-backup resp-planned
        resp-support-request
      `),
    },
  ),
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
