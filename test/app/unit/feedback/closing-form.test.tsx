import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { nothingTyped, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { ClosingForm } from '#app/feedback/closing-form.tsx'
import { i18nFor } from '#app/i18n/i18n.server.ts'

const text = '調査の結果をお知らせします。<b>'

function closedWith(typed: ActTyped): string {
  const file = { id: '01a1fc07-1c35-79ef-a9c4-62d860725dc9', state: 'closed', openQuestions: 0 } as const
  const asking = { templates: { closing: [] } }
  const props = { file, asking, typed, recipient: '警察' } as unknown as Parameters<typeof ClosingForm>[0] // what it reads
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <ClosingForm {...props} />
    </I18nextProvider>,
  )
}

test('what was written while a colleague closed the case is shown, and can be reopened', () => {
  const problems = [{ field: 'reason', code: 'alreadyClosed' }]
  const late = closedWith({ act: 'closure', values: { reason: 'resolved', text }, problems })
  expect(late).toContain('id="closure-reason"') // where the summary of errors leads
  expect(late).toContain('調査の結果をお知らせします。&lt;b&gt;')
  expect(late).toContain('/reopening"')
  for (const other of [nothingTyped, { act: 'notes', values: { text }, problems: [] }])
    expect(closedWith(other)).not.toContain('調査の結果')
})
