/**
 * Forms that a passkey answers: `data-passkey` holds the address that says what to ask the device. Without script, or
 * where the browser knows no passkeys, they stay hidden, and another way is on the page. The answer goes with the form.
 */
export function passkey(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    if (typeof PublicKeyCredential === 'undefined' || !PublicKeyCredential.parseRequestOptionsFromJSON) return
    form.hidden = false
    let asking = false // a device that is asked twice at once refuses, and the page would say that it failed
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (asking) return
      asking = true
      await answer(form)
      asking = false
    })
  }
}

async function answer(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]')
  if (failed) failed.hidden = true
  try {
    const { ceremony, options, makes } = await ask(form)
    const credential = makes
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey')
    set(form, 'ceremony', ceremony)
    set(form, 'response', JSON.stringify(credential))
    form.submit()
  } catch {
    // Cancelled, timed out, or no passkey of this site: the page says so and stays as it is.
    if (failed) failed.hidden = false
  }
}

async function ask(form: HTMLFormElement) {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  const headers = { Accept: 'application/json' }
  const response = await fetch(form.dataset.passkey ?? '', { method: 'POST', body, headers })
  if (!response.ok) throw new Error('refused')
  return response.json()
}

function set(form: HTMLFormElement, name: string, value: string): void {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = name
  field.value = value
  form.append(field)
}
