const anHour = 3_600_000
const aDay = 24 * anHour
const japan = 9 * anHour // no summer time

/** The next time that it is this full hour in Japan. */
export function nextAt(hour: number, now: Date): Date {
  const today = Math.floor((now.getTime() + japan) / aDay) * aDay - japan + hour * anHour
  return new Date(today > now.getTime() ? today : today + aDay)
}
