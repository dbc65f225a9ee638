import { visitContext, worldContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { calendarText } from '#app/reports/calendar/calendar.ts'
import { readCalendar } from '#db/reports/calendars.server.ts'

import type { Route } from './+types/calendar-ics'

/** For a calendar program, which cannot sign in: the address is all that it knows. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const calendar = await readCalendar(context.get(worldContext).database, params.token)
  if (!calendar) throw new Refusal('notFound')
  const t = wordsOf(calendar.language)
  const words = { name: t('reporter:clocks.calendarName'), event: t('reporter:clocks.calendarEvent') }
  return new Response(calendarText(calendar.days, words, context.get(visitContext).now), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="deadlines.ics"',
      'Cache-Control': 'private, no-store',
    },
  })
}
