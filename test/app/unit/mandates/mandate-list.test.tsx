import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { MandateList } from '#app/mandates/mandate-list.tsx'
import { fileField, wrongFileOf, type WrongFile } from '#app/mandates/wrong-file.ts'
import type { MandateView } from '#app/mandates/mandate-view.ts'

const held: MandateView = {
  id: 'x',
  number: 'AAAA',
  state: 'held',
  forAll: false,
  vendor: '架空セキュリティ',
  sections: null,
  acts: ['draft', 'send'],
  approves: true,
  clause: '第12条',
  offeredAt: '2026-11-01T00:00:00Z',
  redeemedAt: '2026-11-01T00:00:00Z',
  validUntil: null,
  revokedAt: null,
  narrowedAt: null,
  codeExpiresAt: null,
  codeMark: '',
  evidence: null,
}

function listOf(change: Partial<MandateView>, wrongFile: WrongFile | null = null): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <MandateList
        mandates={[{ ...held, ...change }]}
        {...{ action: '/m', forAll: false, sections: [], putBack: null, wrongFile }}
      />
    </I18nextProvider>,
  )
}
/** What stands in the part that holds the button, above it. */
const before = (html: string, go: string) =>
  /<details(?:(?!<details).)*$/s.exec(html.slice(0, html.indexOf(`value="${go}"`)))?.[0] ?? ''

test('sending without approval, and the end of a mandate, say what follows before they are pressed, without script', () => {
  expect(before(listOf({}), 'trust')).toContain('あなたが内容を見る前に')
  expect(before(listOf({}), 'trust')).not.toContain('相手に見えない項目')
  expect(before(listOf({ sections: ['cause'] }), 'trust')).toContain('相手に見えない項目も含めて')
  expect(before(listOf({}), 'revoke')).toContain('承認を待っている送付の依頼も止まります')
})

test('what is stricter is pressed at once, and a mandate that sends nothing says nothing of sending', () => {
  expect(listOf({ approves: false })).toContain('value="approve"')
  expect(listOf({ approves: false })).not.toContain('value="trust"')
  const drafting = listOf({ acts: ['draft'] })
  for (const said of ['value="trust"', 'value="approve"', 'そのつど承認する']) expect(drafting).not.toContain(said)
})

test('a file that was not taken is said beside its field, which is not folded away', () => {
  const list = listOf({}, { id: held.id, message: 'ファイルを選んでください。' })
  expect(list).toMatch(/<details[^>]* open=""[^>]*>(?:(?!<\/details>).)*ファイルを選んでください。/s)
  expect(list).toContain(`aria-describedby="${fileField(held.id)}-error`)
  expect(wrongFileOf([held], held.id, 'evidence-noFile')).toBe(held.id)
  expect(wrongFileOf([held], held.id, 'mandateGiven')).toBeNull()
  expect(wrongFileOf([held], 'another', 'evidence-noFile')).toBeNull()
})
