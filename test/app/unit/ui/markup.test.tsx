import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { Checkbox, CheckboxGroup, RadioGroup, tickMarkup } from '#app/ui/choices.tsx'
import { markup } from '#app/ui/markup.ts'
import { Select } from '#app/ui/text-input.tsx'

const rude = `"><script>alert('1')</script>&amp; ＆`

test('whatever is put in is escaped as React escapes it, in text and in attributes', () => {
  const own = markup`<p title="${rude}">${rude}${3}${false}${undefined}${[markup`<b>${'a'}</b>`, markup`<i></i>`]}</p>`
  const drawn = renderToStaticMarkup(
    <p title={rude}>
      {rude}
      {3}
      <b>a</b>
      <i />
    </p>,
  )
  expect(own).toEqual({ __html: drawn })
})

test.each([true, false])('a tick in a long list looks like any other checkbox, on: %s', (isOn) => {
  for (const hint of [undefined, rude]) {
    const tick = tickMarkup({ type: 'checkbox', id: 'a-0', name: 'a', value: rude, label: rude, hint, isOn })
    const drawn = renderToStaticMarkup(
      <Checkbox id="a-0" name="a" value={rude} label={rude} hint={hint} defaultChecked={isOn} />,
    )
    expect(tick).toEqual({ __html: drawn })
  }
})

test('what was chosen is on, and nothing else', () => {
  const options = [
    { value: 'a', label: 'Ａ' },
    { value: 'b', label: 'Ｂ', hint: '注' },
  ]
  expect(onIn(<RadioGroup id="x" name="x" options={options} value="b" />)).toEqual(['b'])
  expect(onIn(<CheckboxGroup id="x" name="x" options={options} values={['a', 'b']} />)).toEqual(['a', 'b'])
  expect(onIn(<Select name="x" options={options} empty="―" defaultValue="a" />)).toEqual(['a'])
  expect(onIn(<Select name="x" options={options} empty="―" defaultValue="" />)).toEqual([''])
  expect(onIn(<Select name="x" options={options} />)).toEqual([])
})

test('an option says its language where it is not the page’s', () => {
  const options = [
    { value: 'a', label: '青木（架空）' },
    { value: 'b', label: 'Nobody' },
  ]
  const select = inEnglish(<Select name="x" options={options} />)
  expect(select).toContain('<option value="a" lang="ja">青木（架空）</option><option value="b">Nobody</option>')
  const ticks = inEnglish(<CheckboxGroup id="x" name="x" options={options} />)
  expect(ticks).toContain('<span class="choice-text" lang="ja">青木（架空）</span>')
  expect(ticks).toContain('<span class="choice-text">Nobody</span>')
})

const inEnglish = (part: ReactNode) =>
  renderToStaticMarkup(<I18nextProvider i18n={i18nFor('en')}>{part}</I18nextProvider>)

/** The values of what is on. */
function onIn(part: ReactNode): (string | undefined)[] {
  const found = inEnglish(part).matchAll(/checked="" value="(\w*)"|value="(\w*)" selected=""/g)
  return [...found].map(([, ticked, selected]) => ticked ?? selected)
}
