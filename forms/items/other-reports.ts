import { choice, group, item, list, must, section, text } from './kinds.ts'

export const otherReports = section('other-reports', [
  item('other-authorities', 'interim', list()),
  item('other-police', 'interim', group({ station: must(text()), reference: text() })),
  item('other-expert', 'interim', list()),
  item(
    'damage-report-intent', // the portal's police window is not a 被害届; it only says what is meant to follow
    'interim',
    choice(['intends-to-file', 'filed', 'undecided', 'does-not-intend'], { open: true }),
  ),
])
