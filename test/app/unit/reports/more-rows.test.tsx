import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { AnswerForm } from '#app/reports/form/answer-form.tsx'
import { answerView } from '#app/reports/form/answer-view.ts'
import { atNewRows, rowsWantedFor } from '#app/reports/form/more-rows.ts'
import { currentEdition } from '#forms/edition.ts'

const sources = (count: number) => ({
  'ioc-source': Array.from({ length: count }, (_, index) => ({ host: `198.51.100.${index + 1}` })),
})

/** The page of the form that asks for the sources of the attack. */
function page(count: number, rowsFor: string | null = null): string {
  const asked = [{ item: 'ioc-source', urgency: 'optional' as const, for: [] }]
  const step = { id: 'indicators', path: 'section' as const, asked, open: 0, unknown: 0, answered: 1 }
  const view = answerView(currentEdition, [step], step, sources(count), new Date())
  const common = { mayAttach: false, mayPreview: true, version: '1', savedAt: null, unsent: [], errors: new Map() }
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <AnswerForm view={view} {...common} rowsFor={rowsFor} action="/answer" autosave="/autosave" />
    </I18nextProvider>,
  )
}

const hosts = (html: string) => html.match(/name="ioc-source\.\d+\.host"/g)?.length
const adds = 'value="rows ioc-source"'

test('a list of entries has one to fill in, and more for whoever asks for them, up to the most there can be', () => {
  expect(hosts(page(2))).toBe(3)
  expect(page(2)).toContain(adds)
  expect(hosts(page(2, 'ioc-source'))).toBe(5)
  expect(hosts(page(99, 'ioc-source'))).toBe(100)
  expect(page(100)).not.toContain(adds)
})

test('the page comes back at the first new entry', () => {
  expect(rowsWantedFor('rows ioc-source')).toBe('ioc-source')
  expect(rowsWantedFor('rows org-name')).toBeNull()
  expect(rowsWantedFor('next')).toBeNull()
  expect(atNewRows('ioc-source', sources(2))).toBe('?rows=ioc-source#ioc-source.2.host')
})

test('Enter goes on: the first button of the form is none that adds entries', () => {
  const [first] = /<button[^>]*>/.exec(page(2)) ?? []
  expect(first).not.toContain('value="rows')
})

test('nothing that is pasted is cut off before it arrives', () => {
  expect(page(2)).not.toMatch(/maxlength/i)
})
