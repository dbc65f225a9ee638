import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx'

const drawn = (problems: readonly FieldProblem[]) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <ErrorSummary problems={problems} />
    </I18nextProvider>,
  )

test('what is wrong with a form takes the focus without script too, and is not there when nothing is', () => {
  const summary = drawn([{ id: 'contact-phone', message: '電話番号を入力してください。' }])
  expect(summary).toMatch(/^<div [^>]*tabindex="-1"[^>]* autofocus=""/i)
  expect(summary).toContain('<a href="#contact-phone">')
  expect(drawn([])).toBe('')
})
