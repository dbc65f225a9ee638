import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { KeyList, KeySheet } from '#app/case-files/queue/keys-sheet.tsx'
import { QueueFilterForm } from '#app/case-files/queue/queue-filter-form.tsx'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { drawn } from '#app/ui/drawn.ts'
import { type Draw, DrawContext } from '#app/ui/kept-part.ts'

const options = { attacks: ['ransomware'], sectors: [], prefectures: ['13', '27'] }
let parts: number

/** A page, and how many parts of it were drawn for it. */
function page(whole: ReactElement, language: 'ja' | 'en' = 'ja') {
  parts = 0
  const draw: Draw = (part) => {
    parts += 1
    return drawn(part)
  }
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor(language)}>
      <DrawContext value={draw}>{whole}</DrawContext>
    </I18nextProvider>,
  )
  return { html, parts }
}

const filters = (query: string) => (
  <QueueFilterForm choice={queueChoice(new URLSearchParams(query))} options={options} />
)

test('a part is drawn for the first page of a language only, and stands on the next as on the first', () => {
  const pages = [page(<KeySheet />), page(<KeySheet />), page(<KeySheet />, 'en'), page(<KeySheet />, 'en')]
  expect(pages.map((one) => one.parts)).toEqual([1, 0, 1, 0])
  expect(pages[1]?.html).toBe(pages[0]?.html)
  expect(pages[3]?.html).toBe(pages[2]?.html)
  expect(pages[0]?.html).toContain(page(<KeyList />).html)
  expect(pages[2]?.html).toContain(page(<KeyList />, 'en').html)
})

test('what is chosen on one page of the queue is not chosen on the next', () => {
  const [plain, chosen, again] = [page(filters('')), page(filters('mine=1&prefecture=27')), page(filters('after=x'))]
  expect(chosen.html).toMatch(/name="mine"[^>]*checked/)
  expect(chosen.html).toMatch(/<option value="27" selected/)
  expect(plain.html).not.toMatch(/name="mine"[^>]*checked|value="27" selected/)
  expect(again).toEqual({ html: plain.html, parts: 0 })
  expect(page(filters('mine=1&prefecture=27'))).toEqual({ html: chosen.html, parts: 0 })
})

test('what an officer typed is drawn for that officer alone', () => {
  for (const typed of ['label=秘密', 'q=秘密', 'attack=秘密', 'prefecture=秘密'])
    for (const time of ['first', 'second']) expect(page(filters(typed)).parts, `${typed}, the ${time} time`).toBe(1)
  expect(page(filters('label=秘密')).html).toContain('value="秘密"')
  expect(page(filters('')).html).not.toContain('秘密')
})
