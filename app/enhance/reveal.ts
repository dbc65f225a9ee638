/**
 * Shows a field only when another says so: `data-shown-when="name=value|value"`. Without script it is always shown.
 * What is hidden keeps what was typed; whether it counts is decided on the server.
 */
export function reveal(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-shown-when]')) {
    const [name = '', values = ''] = (field.dataset.shownWhen ?? '').split('=')
    const form = field.closest('form')
    if (form && name) showWhen(form, field, name, values.split('|'))
  }
}

function showWhen(form: HTMLFormElement, field: HTMLElement, name: string, values: readonly string[]): void {
  const update = () => {
    const chosen = new FormData(form).getAll(name)
    field.hidden = !chosen.some((value) => typeof value === 'string' && values.includes(value))
  }
  form.addEventListener('change', update)
  window.addEventListener('pageshow', update) // a browser that goes back puts in what was chosen, and tells nobody
  update()
}
