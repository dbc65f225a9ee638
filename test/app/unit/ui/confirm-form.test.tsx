import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'

test('a plain page asks before the button that does it', () => {
  const drawn = renderToStaticMarkup(
    <ConfirmForm name="step" value="leave" look="danger" question="抜けますか。" yes="抜ける" no="やめる" />,
  )
  const [, before = '', folded = '', after = ''] = /(.*)<details[^>]*>(.*)<\/details>(.*)/.exec(drawn) ?? []
  expect(before + after, 'nothing sends the form unless it is unfolded').not.toContain('<button')
  expect(folded).toMatch(/<summary[^>]*>抜ける<\/summary>.*抜けますか。.*<button[^>]*value="leave"/)
  expect(drawn).not.toContain('<details class="asks-first" open')
})
