/** The link that was clicked, if this page goes away for it: not to another window, a file or a place on the page. */
export function linkLeadingAway(event: MouseEvent): HTMLAnchorElement | null {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!isPlain || event.defaultPrevented || !(event.target instanceof Element)) return null
  const link = event.target.closest<HTMLAnchorElement>('a[href]')
  const opensHere = link !== null && ['', '_self'].includes(link.target) && !link.hasAttribute('download')
  if (!opensHere || link.origin !== location.origin) return null
  const isOnPage = link.hash !== '' && link.pathname === location.pathname && link.search === location.search
  return isOnPage ? null : link
}
