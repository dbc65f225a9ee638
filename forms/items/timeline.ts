import { choice, group, groups, item, lines, moment, must, period, section, text } from './kinds.ts'
import { europe } from './when.ts'

export const timeline = section('timeline', [
  item('time-occurrence', 'initial', group({ value: must(moment()), certainty: choice(['estimated', 'confirmed']) })),
  item('time-detection', 'initial', moment(), { carriedFrom: 'time-occurrence', carriedBackFrom: 'time-awareness' }),
  item('time-awareness', 'initial', moment(), { carriedFrom: 'time-detection' }), // starts the clocks of the law
  item('time-classification', 'initial', moment(), { when: europe, carriedFrom: 'time-awareness' }), // DORA, 2025/301 Art. 5
  item('time-response-start', 'interim', group({ value: must(moment()), status: choice(['started', 'planned']) })),
  item('time-investigation', 'interim', group({ value: must(moment()), status: choice(['done', 'planned']) })),
  item(
    'time-support-engaged',
    'interim',
    groups({
      who: must(text()),
      kind: choice(['operations-vendor', 'expert-body'], { open: true }),
      period: period(),
      status: choice(['done', 'planned']),
    }),
  ),
  item('time-restored', 'interim', moment()),
  item('time-resolved', 'final', moment(), { carriedFrom: 'time-restored' }),
  item('time-narrative', 'interim', lines()),
])
