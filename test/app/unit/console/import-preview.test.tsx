import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { ImportPreview } from '#app/console/import-preview.tsx'
import { i18nFor } from '#app/i18n/i18n.server.ts'

test('a table that was looked at fits into the form that begins it: three bytes a letter and not nine', () => {
  const row = { number: 2, mandate: '', client: '', ticket: 'A-1', label: '', template: '', answers: {} }
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <ImportPreview table={{ rows: [row], problems: [] }} rows="ticket" once="x" action="/import" />
    </I18nextProvider>,
  )
  expect(/<form[^>]*>/.exec(html)?.[0]).toMatch(/enctype="multipart\/form-data"/i)
})
