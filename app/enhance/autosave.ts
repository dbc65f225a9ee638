/**
 * Saves a form as somebody types. The form has `data-autosave`; its action answers `Accept: application/json` with
 * `{ version, saved, problems }` (200), the same with 409 when somebody changed something in between, or 401 when the session has ended. `saved` is
 * the time, written for people; `problems` counts what could not be read, and was not saved. The version goes into the form's
 * own `version` field, so that two tabs notice each other. Without a network the form stays where it is: a browser's own page
 * about it would throw away what was typed.
 */
import { rememberVersion, versionAsLeft } from './came-back.ts'
import { linkLeadingAway } from './link-leading-away.ts'

const pause = 1_200
const retry = 15_000
/** What has not been answered by then may have been lost on the way. */
const patience = 20_000
/** Nobody waits longer than this for a page after pressing for it. */
const longest = 5_000

export function autosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) keepSaved(form)
}

type State = 'saving' | 'saved' | 'partly' | 'failed' | 'offline' | 'conflict' | 'ended'

function keepSaved(form: HTMLFormElement): void {
  const show = shownIn(form)
  let timer = 0
  let sent = contentOf(form)
  let stopped = false
  /** Sent whole: the page goes away, unless somebody stops that and writes on. */
  let left = false
  let reached = false
  /** Sent, and not answered: it may have arrived. It is settled before anything newer goes, or would be taken for another window's. */
  let open: string | null = null
  let saving: Promise<void> | null = null

  const later = (wait: number) => {
    clearTimeout(timer)
    timer = window.setTimeout(save, wait)
  }
  const save = () => (saving ??= saveOnce().finally(() => (saving = null)))
  const saveOnce = async () => {
    const content = open ?? contentOf(form)
    if (stopped || left || content === sent) return
    show('saving')
    open = content
    const answer = await post(form, content)
    if (!answer.lost) open = null
    if (answer.isKept) {
      setVersion(form, answer.version)
      sent = withVersion(content, answer.version)
      if (contentOf(form) !== sent) later(pause)
    } else if (answer.state === 'conflict' || answer.state === 'ended') stopped = true
    if (answer.state === 'failed' || answer.state === 'offline') later(retry)
    show(answer.state, answer.time)
  }
  /** What is on its way, and what was typed since. */
  const saveAll = () => Promise.race([save().then(save), new Promise((over) => setTimeout(over, longest))])
  const submitSaved = async (button: HTMLElement | null) => {
    await saveAll()
    submitNow(button)
  }
  const submitNow = (button: HTMLElement | null) => {
    reached = true
    form.requestSubmit(button)
    reached = false // also when the browser found something to be mended first
  }
  /** A browser may be wrong about being offline: if the portal answers, it goes on. */
  const submitIfReached = async (button: HTMLElement | null) => {
    const { state, version } = await post(form, contentOf(form))
    if (state === 'offline' || state === 'failed') return show(state, '', 'asked')
    setVersion(form, version)
    submitNow(button)
  }
  const typed = () => {
    left = false
    later(pause)
  }

  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', (event) => {
    const isSettled = open === null || open === contentOf(form)
    if (reached || (navigator.onLine && isSettled)) {
      left = true
      open ??= contentOf(form) // should the page stay: nobody knows whether it arrived
      return clearTimeout(timer)
    }
    event.preventDefault()
    void (navigator.onLine ? submitSaved(event.submitter) : submitIfReached(event.submitter))
  })
  // The page that a link leads to is made from what is saved: else it would show what stood there before
  document.addEventListener('click', (event) => {
    const link = linkLeadingAway(event)
    if (!link || stopped || left || contentOf(form) === sent) return
    event.preventDefault()
    void saveAll().then(() => {
      if (navigator.onLine) return location.assign(link.href)
      form.querySelector('[data-save-state]')?.scrollIntoView({ block: 'center' }) // why it leads nowhere
    })
  })
  document.addEventListener('visibilitychange', () => document.hidden && void save())
  window.addEventListener('online', () => void save())
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) return void (stopped = left = false)
    const version = versionAsLeft(form, versionField(form)?.value ?? '') // not before: fields are put back while it loads
    setVersion(form, version)
    sent = withVersion(sent, version)
  })
}

/** Read out is what changes: trouble, and that it is safe (again); not each of a hundred times that it is as before. */
function shownIn(form: HTMLFormElement): (state: State, time?: string, asked?: 'asked') => void {
  const shown = form.querySelector<HTMLElement>('[data-save-state]')
  let told: State | null = null
  return (state, time = '', asked) => {
    if (!shown) return
    const goesOn = state === 'saving' || (told === state && !asked)
    shown.ariaLive = goesOn ? 'off' : 'polite'
    if (state !== 'saving') told = state
    shown.dataset.state = state
    shown.textContent = (shown.dataset[state] ?? '').replace('{time}', time)
  }
}

interface Answer {
  state: Exclude<State, 'saving'>
  version?: string
  time?: string
  /** What could be kept of it is. */
  isKept?: true
  /** Nobody knows whether it arrived. */
  lost?: true
}

async function post(form: HTMLFormElement, content: string): Promise<Answer> {
  try {
    const response = await fetch(form.dataset.autosave || form.action, {
      method: 'POST',
      body: new URLSearchParams(content),
      headers: { Accept: 'application/json' },
      keepalive: content.length < 60_000,
      signal: AbortSignal.timeout(patience),
    })
    if (response.status === 401) return { state: 'ended' }
    if (response.status === 409) return { state: 'conflict', ...(await keptBy(response).catch(() => null)) }
    if (!response.ok) return { state: 'failed', ...(response.status >= 500 && { lost: true }) }
    const { problems, ...kept } = await keptBy(response)
    return { state: problems > 0 || holdsHalf(form) ? 'partly' : 'saved', ...kept }
  } catch {
    return { state: navigator.onLine ? 'failed' : 'offline', lost: true }
  }
}

async function keptBy(response: Response) {
  const { version, saved, problems } = await response.json()
  if (typeof version !== 'string') throw new Error('nothing was saved')
  return { problems, version, time: String(saved), isKept: true as const }
}

/** Half a date, say, of which the browser tells nothing but that it is there. */
const holdsHalf = (form: HTMLFormElement): boolean =>
  [...form.elements].some((field) => field instanceof HTMLInputElement && field.validity.badInput)

function contentOf(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return new URLSearchParams(entries).toString()
}

function setVersion(form: HTMLFormElement, version: string | undefined): void {
  const field = versionField(form)
  if (version === undefined || !field) return
  field.value = version
  rememberVersion(version)
}

function versionField(form: HTMLFormElement): HTMLInputElement | null {
  const field = form.elements.namedItem('version')
  return field instanceof HTMLInputElement ? field : null
}

/** The same content, as it reads once the version field has moved on. */
function withVersion(content: string, version: string | undefined): string {
  const entries = new URLSearchParams(content)
  if (version !== undefined && entries.has('version')) entries.set('version', version)
  return entries.toString()
}
