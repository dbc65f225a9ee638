import { choice, choices, date, group, item, lines, must, section, text } from './kinds.ts'

const statusAndDate = group({ status: must(choice(['done', 'planned', 'none'])), date: date() })

export const publication = section('publication', [
  item('pub-status', 'initial', statusAndDate),
  item('pub-first-report', 'any', statusAndDate, { carriedFrom: 'pub-status' }),
  item('pub-method', 'interim', group({ method: must(text(1000)), text: lines() })),
  item(
    'pub-awareness', // 所見票【被害事象の認知状況】
    'interim',
    choices(['third-party-aware', 'third-parties-notified', 'media-contacted', 'other'], {
      open: true,
      instead: ['none'],
    }),
  ),
  item('pub-third-party-notice', 'interim', lines()),
])
