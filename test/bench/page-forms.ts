/** Reads the forms of a page the way a browser without script does: hidden fields, ticked boxes and the buttons. */
export interface PageForm {
  action: string
  method: string
  fields: readonly (readonly [name: string, value: string])[]
  buttons: readonly (readonly [name: string, value: string])[]
}

export function formsOf(page: string): PageForm[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => ({
    action: attribute(head, 'action') ?? '',
    method: (attribute(head, 'method') ?? 'get').toUpperCase(),
    fields: [...inside.matchAll(/<input\b([^>]*)>/g)].flatMap(([, input = '']) => fieldOf(input)),
    buttons: [...inside.matchAll(/<button\b([^>]*)>/g)].flatMap(([, button = '']) => named(button)),
  }))
}

/** What the browser posts when the form is sent with the button of this value. */
export function bodyOf({ fields, buttons }: PageForm, press: string): string {
  const pressed = buttons.filter(([, value]) => value === press)
  return new URLSearchParams([...fields, ...pressed].map(([name, value]) => [name, value])).toString()
}

function fieldOf(input: string): (readonly [string, string])[] {
  const type = attribute(input, 'type') ?? 'text'
  if (['submit', 'button', 'image', 'file', 'reset'].includes(type)) return []
  const off = ['checkbox', 'radio'].includes(type) && !/\schecked\b/.test(input)
  return off ? [] : named(input, type === 'checkbox' || type === 'radio' ? 'on' : '')
}

function named(tag: string, otherwise = ''): (readonly [string, string])[] {
  const name = attribute(tag, 'name')
  return name ? [[name, attribute(tag, 'value') ?? otherwise]] : []
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : text(value)
}

const text = (escaped: string) =>
  escaped
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
