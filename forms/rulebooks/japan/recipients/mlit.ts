/** 国土交通省: notices of transport, ports and water (six items read in a drill of 2025), 強化法5条. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'
import { article5, commonForms, commonFormSheets } from './common-forms.ts'

/** What the drill asked for. */
const notice = {
  first: ['incident-summary'],
  known: named(`
    time-occurrence sys-location impact-services impact-area impact-third-parties
    impact-outlook incident-status time-restored cause-summary resp-done
  `),
}

export const mlit = recipient(
  'mlit',
  [
    { id: 'mlit-ci', seen: 'text' },
    ...commonFormSheets,
    { id: 'ci-joho-renraku', seen: 'reconstructed' },
    { id: 'cyber-act-art5', seen: 'second-hand' },
  ],
  ...article5('art5-mlit'),
  needs({ strength: 'required', ground: 'action-plan', seen: 'text', under: ['ci-notice-mlit'] }, notice),
  needs({ strength: 'required', ground: 'common-forms', seen: 'reconstructed', under: ['art5-mlit'] }, notice),
  needs({ strength: 'required', ground: 'reporters-choice', seen: 'reconstructed', under: ['chosen-mlit'] }, notice),
  ...commonForms(['ci-notice-mlit', 'art5-mlit', 'chosen-mlit'], {
    rebuilt: ['impact-safety', 'pub-method', 'prevention-planned'],
  }),
  needs({ strength: 'optional', ground: 'useful', seen: 'reconstructed' }, { known: ['other-notes', 'attachments'] }),
)
