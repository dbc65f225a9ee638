/**
 * A browser that comes back to a page puts what was typed there over what the page says now. It was typed on the page as it
 * was then: where the two differ, the item keeps the mark and the version that it had (see page-version), which stay with the
 * browser's entry of the page. Else the older text would be written over what another window said since.
 */
export function versionAsLeft(form: HTMLFormElement, now: string): string {
  const left: unknown = history.state?.version
  if (typeof left !== 'string') return now
  const [base, marked, ...shown] = left.split(' ')
  if (marked !== 'shown') return now
  const items = [...new Set([...form.elements].filter(isPutBack).map(itemOf))]
  const kept = items.map((item) => {
    const [, mark = '', at = base] = shown.find((one) => one.startsWith(`${item}=`))?.split(/[=@]/) ?? []
    return `${item}=${mark}@${at}`
  })
  const others = now.split(' ').filter((one) => !items.includes(one.split('=')[0] ?? ''))
  return [...others, ...kept].join(' ')
}

/** For the next time that somebody comes back. */
export function rememberVersion(version: string): void {
  history.replaceState({ ...history.state, version }, '')
}

const itemOf = (field: Element): string => (field.getAttribute('name') ?? '').split('.')[0] ?? ''

/** Not as the page was sent. */
function isPutBack(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLSelectElement) {
    const sent = [...field.options].findIndex((option) => option.defaultSelected)
    return field.selectedIndex !== Math.max(0, sent)
  }
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false
  return field.type === 'radio' || field.type === 'checkbox'
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue
}
