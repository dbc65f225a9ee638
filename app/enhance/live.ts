/**
 * Keeps a list up to date. `data-live-source` is where events come from, `data-live-target` the id of the part to
 * renew. Nobody's place is taken away: while the part has focus, or is scrolled, news is announced and shown on request.
 */
export function live(): void {
  for (const region of document.querySelectorAll<HTMLElement>('[data-live-source]')) follow(region)
}

function follow(region: HTMLElement): void {
  const banner = region.querySelector<HTMLElement>('[data-live-banner]')
  const text = region.querySelector<HTMLElement>('[data-live-text]')
  const targetId = region.dataset.liveTarget ?? ''
  let news = 0
  let timer = 0

  const show = async () => {
    news = 0
    if (banner) banner.hidden = true
    await renew(targetId)
  }
  const arrived = () => {
    news += 1
    if (banner && text) {
      text.textContent = (banner.dataset.news ?? '{count}').replace('{count}', String(news))
      banner.hidden = false
    }
    clearTimeout(timer)
    if (!isInUse(targetId)) timer = window.setTimeout(show, 400)
  }

  region.querySelector('[data-live-show]')?.addEventListener('click', show)
  const source = new EventSource(region.dataset.liveSource ?? '')
  source.addEventListener('message', arrived)
  window.addEventListener('pagehide', () => source.close())
}

/** Somebody is in it, or has ticked something there. */
function isInUse(id: string): boolean {
  const part = document.getElementById(id)
  return part !== null && (part.contains(document.activeElement) || part.querySelector(':checked') !== null)
}

/** The same page again, of which only the part with this id is taken over. */
async function renew(id: string): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (!response?.ok) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const fresh = page.getElementById(id)
  if (fresh) document.getElementById(id)?.replaceWith(fresh)
}
