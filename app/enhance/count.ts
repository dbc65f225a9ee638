/** Says how many characters are left, once fewer than a fifth are: a count from the first letter on only disturbs. */
export function count(): void {
  for (const counter of document.querySelectorAll<HTMLElement>('[data-counter-for]')) {
    const area = document.getElementById(counter.dataset.counterFor ?? '')
    if (area instanceof HTMLTextAreaElement) countIn(area, counter)
  }
}

function countIn(area: HTMLTextAreaElement, counter: HTMLElement): void {
  const show = () => {
    const left = area.maxLength - area.value.length
    counter.hidden = left > area.maxLength / 5
    counter.textContent = (counter.dataset.left ?? '{count}').replace('{count}', String(left))
  }
  area.addEventListener('input', show)
  window.addEventListener('pageshow', show) // a browser that goes back puts in what was typed, and tells nobody
  show()
}
