/**
 * Where reading starts. A page that came back with problems starts at their summary; a page reached from within the
 * site starts at the answer to what was done, which nothing reads out of a page that has just come, else at its heading,
 * so that a screen reader says where one is. The first page of a visit starts at the top.
 */
export function focus(): void {
  document.addEventListener('submit', forgetPlace)
  const summary = document.querySelector<HTMLElement>('[data-takes-focus]')
  if (summary) return summary.focus()
  if (location.hash || !isFromHere() || cameBack()) return
  const answer = document.querySelector<HTMLElement>('.notice[role=status]')
  const start = answer ?? document.querySelector('h1')
  start?.focus({ preventScroll: true })
}

/** A form without an address of its own is sent to the page's, and the answer would open where a link led before. */
function forgetPlace(): void {
  if (location.hash) history.replaceState(history.state, '', location.pathname + location.search)
}

function isFromHere(): boolean {
  return document.referrer.startsWith(`${location.origin}/`)
}

/** Back and reload restore the place where somebody was. */
function cameBack(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate'
}
