import { createContext, Fragment, useContext, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { drawn } from '#app/ui/drawn.ts'

const rude = `"><script>alert('1')</script>&amp; ＆`
const Word = createContext('')

const parts: Record<string, ReactNode> = {
  'texts, numbers and nothing': [
    'a',
    1,
    0,
    0n.toString(),
    null,
    undefined,
    true,
    false,
    '',
    [['b'], <Fragment key="c">c</Fragment>],
  ],
  'what is rude': (
    <p title={rude} data-x={rude}>
      {rude}
    </p>
  ),
  'names that differ': (
    <label htmlFor="a" className="b" tabIndex={-1}>
      a
    </label>
  ),
  'true and false': (
    <div
      hidden
      data-a
      data-b={false}
      aria-busy={false}
      aria-hidden
      draggable={false}
      title={undefined}
      inert={undefined}
    >
      <details open />
      <details open={false} />
      <a href="/" download={false} hrefLang="en">
        {' '}
      </a>
    </div>
  ),
  fields: (
    <form method="post" action="/x?a=1&b=2" noValidate encType="multipart/form-data" className="stack">
      <input type="hidden" name="a" value={0} className="late" />
      <input defaultValue={rude} type="text" name="b" required spellCheck={false} autoComplete="off" maxLength={3} />
      <input defaultChecked name="c" type="checkbox" value="on" />
      <input checked={false} name="d" readOnly type="radio" />
      <textarea rows={3} name="e" defaultValue={`\n${rude}`} readOnly />
      <textarea defaultValue="" />
      <button name="go" value="next" type="submit" formAction="/y" disabled>
        {rude}
      </button>
    </form>
  ),
  lists: (
    <>
      <select name="a" defaultValue="2" aria-label="a">
        <option value="">―</option>
        <optgroup label="b">
          {['1', '2'].map((value) => (
            <option key={value} value={value}>
              {value} 番
            </option>
          ))}
        </optgroup>
      </select>
      <select name="b">
        <option value="1">1</option>
      </select>
      <select name="c" aria-label="c" defaultValue="" dangerouslySetInnerHTML={{ __html: '<option>x</option>' }} />
    </>
  ),
  'what has no end': (
    <p>
      a<br />b<img alt="" src="data:image/gif;base64," width="1" />
      <span />
    </p>
  ),
  'line breaks at the start': <pre>{'\na'}</pre>,
  pictures: (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <pattern id="x" patternUnits="userSpaceOnUse" />
      <rect width={12.5} height="8" fill="url(#x)" />
    </svg>
  ),
}

test.each(Object.entries(parts))('%s are drawn as React draws them', (_, part) => {
  expect(drawn(part)).toEqual({ __html: renderToStaticMarkup(part) })
})

const Inner = ({ children }: { children: ReactNode }) => (
  <b>
    {useContext(Word)} {children}
  </b>
)
const Outer = () => <div dangerouslySetInnerHTML={drawn(<Inner>{['a', 'b']}</Inner>)} />

test('components have the contexts of the page that they are on', () => {
  const page = renderToStaticMarkup(
    <Word value="語">
      <Outer />
    </Word>,
  )
  expect(page).toBe('<div><b>語 ab</b></div>')
})

test('an address that would run a script leads nowhere', () => {
  for (const address of ['javascript:alert(1)', ' \u0001java\nscript:alert(1)', 'JAVASCRIPT:x'])
    expect(drawn(<a href={address}>x</a>)).toEqual({ __html: '<a href="#">x</a>' })
  expect(drawn(<a href="/java/script:x">x</a>)).toEqual({ __html: '<a href="/java/script:x">x</a>' })
})

test('what does not belong into a page is a fault, and not left out', () => {
  for (const part of [<title key="a">x</title>, <Word value="x" key="b" />, <link key="c" />])
    expect(() => drawn(part)).toThrow(TypeError)
  expect(() => drawn(Object(Symbol('x')))).toThrow(TypeError)
})

test('an element that holds nothing but a text in the other language says so, and no other does', () => {
  const page = (
    <section>
      <p className="typed">電源を切らずに保管してください。</p>
      <p>Come in as {'青木（架空）'}</p>
      <p lang="ja">日本語</p>
      <select defaultValue="b">
        <option value="a">青木</option>
        <option value="b">Nobody</option>
      </select>
    </section>
  )
  const { __html: text } = drawn(page, 'en')
  expect(text).toContain('<p class="typed" lang="ja">電源')
  expect(text).toContain('<p>Come in as 青木（架空）</p>')
  expect(text).toContain('<option value="a" lang="ja">青木</option><option value="b" selected="">Nobody</option>')
  expect(text.match(/lang=/g)).toHaveLength(3)
  const { __html: unmarked } = drawn(page)
  expect(unmarked.match(/lang=/g)).toHaveLength(1)
})
