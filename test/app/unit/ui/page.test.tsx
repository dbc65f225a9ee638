import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { AroundContext } from '#app/ui/around.ts'
import { drawn } from '#app/ui/drawn.ts'
import { DrawContext } from '#app/ui/kept-part.ts'
import { Page } from '#app/ui/page.tsx'

const around = { nonce: 'n"1', script: '/assets/a.js', styles: '/a.css', pathname: '/reports/x', search: '?a=1&b=2' }

const inside = (whole: ReactElement) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('en')}>
      <DrawContext value={drawn}>
        <AroundContext value={around}>{whole}</AroundContext>
      </DrawContext>
    </I18nextProvider>,
  )

test('a whole document is drawn as React draws it, and says what it is before it says how it looks', () => {
  let text = ''
  const page = (
    <Page title={'<a> & "b"'} nav={[{ href: '/', label: 'c', current: true }]}>
      <p>d</p>
    </Page>
  )
  const Drawn = () => {
    ;({ __html: text } = drawn(page))
    return null
  }
  inside(<Drawn />)
  const twice = '<link rel="preload" as="image" href="/icon.svg"/>' // which React adds for the picture, and the head has
  expect(text).toBe(inside(page).replace(`${twice}</head>`, '</head>'))
  expect(text).toMatch(/^<html lang="en"><head><meta charset="utf-8"\/>.*<title>&lt;a&gt; &amp; &quot;b&quot;/)
  expect(text).toMatch(/<script type="module" nonce="n&quot;1" src="\/assets\/a.js"><\/script><\/head><body>/)
  expect(text).toContain('href="/language/ja?back=%2Freports%2Fx%3Fa%3D1%26b%3D2"')
})
