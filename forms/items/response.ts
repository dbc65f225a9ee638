import { group, item, lines, must, section, text } from './kinds.ts'

export const response = section('response', [
  item('resp-done', 'initial', lines()),
  item('resp-support-request', 'initial', lines()),
  item('resp-planned', 'interim', lines()),
  item('resp-evidence', 'interim', lines()),
  item('prevention-done', 'final', lines()),
  item('prevention-planned', 'final', group({ plan: must(lines()), completion: text() })),
])
