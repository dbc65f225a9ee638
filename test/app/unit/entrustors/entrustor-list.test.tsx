import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { EntrustorList } from '#app/entrustors/entrustor-list.tsx'
import { i18nFor } from '#app/i18n/i18n.server.ts'

const entrustors = ['a', 'b'].map((id) => {
  return { id, name: `架空商店${id}`, people: 3, method: '', toldOn: null, ownReportId: null, ownReference: null }
})

test('a record that is put back stands open with what was typed, and only that of its entrustor', () => {
  const wrong = { id: 'b', message: '通知した日を入力してください。', toldOn: '', method: '電話で' }
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <EntrustorList entrustors={entrustors} base="/reports/x" changesReport mistyped={null} wrong={wrong} />
    </I18nextProvider>,
  )
  expect(html.match(/<details class="details" open=""/g)).toHaveLength(1)
  const open = html.slice(html.indexOf('open=""'))
  for (const said of ['id="told-b"', '通知した日を入力してください', 'value="電話で"']) expect(open).toContain(said)
  expect(html.slice(0, html.indexOf('open=""'))).not.toContain('電話で"')
})
