/** A calendar of deadlines as RFC 5545 wants it: whole days in Japan, one word each, nothing of the report. */

export interface CalendarEntry {
  id: string
  dueAt: Date
}

interface CalendarWords {
  name: string
  event: string
}

/** Lines end with CRLF and hold at most 75 octets (RFC 5545, 3.1). `now` stamps every entry. */
export function calendarText(entries: readonly CalendarEntry[], words: CalendarWords, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Madoguchi//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(words.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...entries.flatMap((entry) => eventLines(entry, words.event, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines({ id, dueAt }: CalendarEntry, event: string, now: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}@madoguchi`,
    `DTSTAMP:${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${dayInJapan(dueAt, 0)}`,
    `DTEND;VALUE=DATE:${dayInJapan(dueAt, 1)}`, // the day after: the end is not part of it
    `SUMMARY:${escaped(event)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const dayInJapan = (instant: Date, daysLater: number): string =>
  new Date(instant.getTime() + 9 * 3_600_000 + daysLater * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')

/** Folded by octets, never inside a character; a continued line begins with a space, which counts. */
function folded(line: string): string {
  let [text, width] = ['', 0]
  for (const letter of line) {
    const octets = Buffer.byteLength(letter)
    if (width + octets > 75) [text, width] = [`${text}\r\n `, 1]
    text += letter
    width += octets
  }
  return text
}
