/**
 * Asks in a dialog before a button does what cannot be undone. The page has the question folded above its button, which
 * needs no script; here the button comes out, and keeps what is asked in `data-confirm`.
 */
export function confirm(): void {
  for (const folded of document.querySelectorAll<HTMLDetailsElement>('.asks-first')) unfold(folded)
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('[data-confirm]') : null
    if (!button || button.dataset.confirmed) return
    event.preventDefault()
    ask(button)
  })
}

function unfold(folded: HTMLDetailsElement): void {
  const [summary, question] = [folded.querySelector('summary'), folded.querySelector('p')]
  const button = folded.querySelector('button')
  if (!summary || !question || !button || folded.open) return
  button.dataset.confirm = question.textContent
  button.dataset.confirmYes = button.textContent
  button.dataset.look = summary.dataset.look
  button.replaceChildren(...summary.childNodes)
  folded.replaceWith(button)
}

function ask(button: HTMLButtonElement): void {
  const { confirm: question = '', confirmYes = 'OK', no: confirmNo = '×' } = button.dataset
  const text = element('p', question)
  text.id = 'confirm-question'
  const yes = element('button', confirmYes)
  const no = element('button', confirmNo)
  yes.className = no.className = 'button'
  yes.dataset.look = button.dataset.look ?? 'primary'
  no.dataset.look = 'outline'
  const actions = element('div')
  actions.className = 'actions'
  actions.append(yes, no)

  const dialog = element('dialog')
  dialog.className = 'dialog'
  dialog.setAttribute('aria-labelledby', text.id)
  dialog.append(text, actions)
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    dialog.remove()
    button.focus()
  })
  no.addEventListener('click', () => dialog.close())
  yes.addEventListener('click', () => {
    dialog.close()
    button.dataset.confirmed = 'yes'
    button.click()
    delete button.dataset.confirmed
  })
  dialog.showModal()
  no.focus()
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
