import { choice, group, item, lines, must, section, text } from './kinds.ts'

export const detection = section('detection', [
  item('detect-source', 'initial', group({ source: must(choice(['self', 'external'])), notifier: text() })),
  item('detect-narrative', 'initial', lines(), {}),
])
