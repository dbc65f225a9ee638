/** Shows what is typed into a hidden field, and hides it again, at the latest when it is sent: `data-shows` (id), `data-hide`. */
export function showSecret(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-shows]')) {
    const input = document.getElementById(button.dataset.shows ?? '')
    if (input instanceof HTMLInputElement) turnWith(button, input)
  }
}

function turnWith(button: HTMLButtonElement, input: HTMLInputElement): void {
  const [show, hide] = [button.textContent, button.dataset.hide ?? '']
  const turn = (shown: boolean) => {
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? hide : show
  }
  button.addEventListener('click', () => {
    turn(input.type === 'password')
    input.focus()
  })
  input.form?.addEventListener('submit', () => turn(false)) // else the browser may keep it as an ordinary text
  button.setAttribute('aria-controls', input.id)
  button.hidden = false
}
