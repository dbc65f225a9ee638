/**
 * Saves a form as somebody types. The form has `data-autosave`; its action answers `Accept: application/json` with
 * `{ version, saved }` (200), or 409 when somebody saved in between, or 401 when the session has ended. `saved` is the
 * time, written for people. The version goes into the form's own `version` field, so that two tabs notice each other.
 * Without a network the form stays where it is: a browser's own page about it would throw away what was typed.
 */
const pause = 1_200
const retry = 15_000

export function autosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) keepSaved(form)
}

type State = 'saving' | 'saved' | 'failed' | 'offline' | 'conflict' | 'ended'

function keepSaved(form: HTMLFormElement): void {
  const shown = form.querySelector<HTMLElement>('[data-save-state]')
  let timer = 0
  let sent = contentOf(form)
  let stopped = false
  let reached = false
  let told: State | null = null

  /** Read out is what changes: trouble, and that it is safe (again); not each of a hundred times that all goes well. */
  const show = (state: State, time = '') => {
    if (!shown) return
    const goesOn = state === 'saving' || (state === 'saved' && told === state)
    shown.ariaLive = goesOn ? 'off' : 'polite'
    if (state !== 'saving') told = state
    shown.dataset.state = state
    shown.textContent = (shown.dataset[state] ?? '').replace('{time}', time)
  }
  const later = (wait: number) => {
    clearTimeout(timer)
    timer = window.setTimeout(save, wait)
  }
  const save = async () => {
    const content = contentOf(form)
    if (stopped || content === sent) return
    show('saving')
    const answer = await post(form, content)
    if (answer.state === 'saved') {
      setVersion(form, answer.version)
      sent = withVersion(content, answer.version)
      if (contentOf(form) !== sent) later(pause)
    }
    stopped = answer.state === 'conflict' || answer.state === 'ended'
    if (answer.state === 'failed' || answer.state === 'offline') later(retry)
    show(answer.state, answer.time)
  }
  /** A browser may be wrong about being offline: if the portal answers, it goes on. */
  const submitIfReached = async (button: HTMLElement | null) => {
    const { state, version } = await post(form, contentOf(form))
    if (state === 'offline' || state === 'failed') return show(state)
    setVersion(form, version)
    reached = true
    form.requestSubmit(button)
  }

  form.addEventListener('input', () => later(pause))
  form.addEventListener('change', () => later(pause))
  form.addEventListener('submit', (event) => {
    if (!navigator.onLine && !reached) {
      event.preventDefault()
      return void submitIfReached(event.submitter)
    }
    stopped = true
    clearTimeout(timer)
  })
  document.addEventListener('visibilitychange', () => document.hidden && void save())
  window.addEventListener('online', () => void save())
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) stopped = false
  })
}

interface Answer {
  state: Exclude<State, 'saving'>
  version?: string
  time?: string
}

async function post(form: HTMLFormElement, content: string): Promise<Answer> {
  try {
    const response = await fetch(form.dataset.autosave || form.action, {
      method: 'POST',
      body: new URLSearchParams(content),
      headers: { Accept: 'application/json' },
      keepalive: content.length < 60_000,
    })
    if (response.status === 409) return { state: 'conflict' }
    if (response.status === 401) return { state: 'ended' }
    if (!response.ok) return { state: 'failed' }
    const { version, saved } = await response.json()
    return { state: 'saved', version: version === undefined ? undefined : String(version), time: String(saved ?? '') }
  } catch {
    return { state: navigator.onLine ? 'failed' : 'offline' }
  }
}

function contentOf(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return new URLSearchParams(entries).toString()
}

function setVersion(form: HTMLFormElement, version: string | undefined): void {
  const field = form.elements.namedItem('version')
  if (version !== undefined && field instanceof HTMLInputElement) field.value = version
}

/** The same content, as it reads once the version field has moved on. */
function withVersion(content: string, version: string | undefined): string {
  const entries = new URLSearchParams(content)
  if (version !== undefined && entries.has('version')) entries.set('version', version)
  return entries.toString()
}
