/**
 * Keeps a list up to date. `data-live-source` is where events come from, `data-live-target` the id of the part to
 * renew. Nobody's place is taken away: while the part has focus, or is scrolled, news is announced and shown on request.
 * `data-live-place` is where the page stands among the events: what came before it listened is told first. What came while
 * nobody listened is told by nobody: whoever listens again looks again. To follow keeps no login open: when that has ended,
 * the way in takes the list's place, and where nothing can be heard the page says so. Somebody may be waiting in front of it.
 */
export function live(): void {
  for (const region of document.querySelectorAll<HTMLElement>('[data-live-source]')) follow(region)
}

/** News that are gathered until they are shown. */
const gather = 400

function follow(region: HTMLElement): void {
  const banner = region.querySelector<HTMLElement>('[data-live-banner]')
  const text = region.querySelector<HTMLElement>('[data-live-text]')
  const targetId = region.dataset.liveTarget ?? ''
  let came = 0
  let shown = 0
  let timer = 0

  const show = async (by: 'hand' | 'itself') => {
    const upTo = came
    const fresh = await fetchPart(targetId, by)
    if (typeof fresh === 'string') return fresh
    if (by === 'itself' && isInUse(targetId)) return offer(fresh) // since it was asked for
    if (upTo < shown) return // what was asked for later came first
    document.getElementById(targetId)?.replaceWith(fresh)
    shown = upTo
    if (banner && came === shown) banner.hidden = true
  }
  const offer = (fresh: HTMLElement) => {
    if (came > shown) return // that is told already
    if (fresh.textContent !== document.getElementById(targetId)?.textContent) tell(banner?.dataset.missed)
    else if (banner) banner.hidden = true
  }
  const tell = (words: string | undefined) => {
    if (banner && text) {
      text.textContent = words ?? ''
      banner.hidden = false
    }
  }
  const soon = () => {
    clearTimeout(timer)
    if (!isInUse(targetId)) timer = window.setTimeout(show, gather, 'itself')
  }

  region.querySelector('[data-live-show]')?.addEventListener('click', async () => {
    if ((await show('hand')) === 'elsewhere') location.reload() // such as after a login that has ended
  })
  listen(region.dataset.liveSource ?? '', region.dataset.livePlace ?? '', {
    arrived: () => {
      came += 1
      tell((banner?.dataset.news ?? '{count}').replace('{count}', String(came - shown)))
      soon()
    },
    missed: async () => {
      if (!isInUse(targetId)) return soon()
      const fresh = await fetchPart(targetId, 'itself')
      if (typeof fresh !== 'string') offer(fresh)
    },
    deaf: async (isStill) => {
      if ((await fetchPart(targetId, 'itself')) === 'elsewhere') location.reload() // what was read goes with the login
      else if (came === shown && isStill()) tell(banner?.dataset.lost)
    },
  })
}

/** A connection that is lost once is there again in a moment. */
const patience = 2
const firstPause = 1_000
const longestPause = 60_000

/**
 * A browser comes back by itself after a lost connection, and never after an answer that is no stream, such as that of a
 * proxy whose portal is starting. Whoever was away may have missed something. A page that nobody sees does not listen: of
 * HTTP/1.1 a browser has six connections for all its tabs, and a seventh queue would wait for ever.
 */
function listen(
  address: string,
  place: string,
  { arrived, missed, deaf }: Record<'arrived' | 'missed', () => void> & { deaf(isStill: () => boolean): void },
): void {
  let source: EventSource | null = null
  let away = document.hidden
  let failed = 0
  let pause = firstPause
  let timer = 0
  const leave = () => {
    clearTimeout(timer)
    source?.close()
  }
  const come = () => {
    leave()
    const after = away ? '' : `?${new URLSearchParams({ after: place })}` // whoever was away looks again anyway
    if (!document.hidden) source = attended(new EventSource(`${address}${after}`))
  }
  const comeBack = () => {
    away = true
    come()
  }
  const attended = (stream: EventSource) => {
    stream.addEventListener('message', arrived)
    stream.addEventListener('missed', missed)
    stream.addEventListener('open', () => {
      if (away) missed()
      away = false
      failed = 0
      pause = firstPause
    })
    stream.addEventListener('error', () => {
      away = true
      failed += 1
      if (failed === patience) deaf(() => failed >= patience)
      if (stream.readyState !== EventSource.CLOSED) return
      timer = window.setTimeout(come, pause)
      pause = Math.min(2 * pause, longestPause)
    })
    return stream
  }
  come()
  document.addEventListener('visibilitychange', comeBack)
  window.addEventListener('online', comeBack)
  window.addEventListener('pageshow', ({ persisted }) => persisted && comeBack())
  window.addEventListener('pagehide', leave)
}

/** Somebody is in it, or has ticked something there. */
function isInUse(id: string): boolean {
  const part = document.getElementById(id)
  return part !== null && (part.contains(document.activeElement) || part.querySelector(':checked') !== null)
}

/** The part with this id of the same page as it is now. `elsewhere`: a page without it came. */
async function fetchPart(id: string, by: 'hand' | 'itself'): Promise<HTMLElement | 'elsewhere' | 'unreached'> {
  const headers = { Accept: 'text/html', ...(by === 'itself' && { 'Madoguchi-Unattended': 'yes' }) }
  const response = await fetch(location.href, { headers }).catch(() => null)
  const text = response?.ok ? await response.text().catch(() => null) : null
  if (text === null) return 'unreached'
  return new DOMParser().parseFromString(text, 'text/html').getElementById(id) ?? 'elsewhere'
}
