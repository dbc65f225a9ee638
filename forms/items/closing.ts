import { choices, files, item, lines, list, section } from './kinds.ts'

export const closing = section('closing', [
  item('close-lessons', 'final', lines()),
  item('other-notes', 'any', lines()),
  item('attachments', 'any', list()), // what is sent apart, by name
  files('attachments', 'any'),
  item(
    'feedback-request',
    'any',
    choices(['indicator-match', 'advice', 'alert', 'similar-cases', 'none'], { others: true }),
  ),
])
