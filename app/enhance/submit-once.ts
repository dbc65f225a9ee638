/** A second click on the same button within two seconds is a slip. After that it is a retry, and goes through. */
const slip = 2_000

export function submitOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    const last = Number(form.dataset.sentAt ?? 0)
    if (Date.now() - last < slip) return event.preventDefault()
    form.dataset.sentAt = String(Date.now())
    markBusy(event.submitter)
  })
  // A page that Back brings out of the browser's memory is as it was left: sent, and waiting.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    for (const form of document.forms) delete form.dataset.sentAt
    for (const busy of document.querySelectorAll<HTMLElement>('[data-busy]')) delete busy.dataset.busy
  })
}

function markBusy(button: HTMLElement | null): void {
  if (!button) return
  button.dataset.busy = ''
  setTimeout(() => delete button.dataset.busy, slip)
}
