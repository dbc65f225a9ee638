import type { ReactElement, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'

import { PageVisitContext, usePageVisit, withoutVisit } from '#app/http/page-visit.tsx'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { drawn } from '#app/ui/drawn.ts'
import { type Draw, DrawContext, useKeptPart } from '#app/ui/kept-part.ts'

const visit = { requestId: 'of this visit', readsOnly: false, role: null, signedIn: null }

/** As the server's entry does. */
const draw: Draw = (part) => withoutVisit(() => drawn(part))

function page(inside: ReactNode): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <DrawContext value={draw}>
        <PageVisitContext value={visit}>
          <Whole inside={inside} />
        </PageVisitContext>
      </DrawContext>
    </I18nextProvider>,
  )
}

const Whole = ({ inside }: { inside: ReactNode }) => <div dangerouslySetInnerHTML={drawn(inside)} />
const Kept = ({ part }: { part: ReactElement }) => <p dangerouslySetInnerHTML={useKeptPart(null, () => part)} />
const Words = () => <b>{useTranslation('ui').t('site.name')}</b>
const Visit = () => <i>{usePageVisit().requestId}</i>
const words = <Words />
const own = <Visit />

test('what stands below a part that is drawn for the first time has its words and its visit', () => {
  const below = (
    <>
      <Kept part={words} />
      {words}
      {own}
    </>
  )
  expect(page(below)).toContain('</p><b>サイバー被害報告窓口</b><i>of this visit</i>')
})

test('a part that others are shown too is drawn without the visit', () => {
  expect(() => page(<Kept part={own} />)).toThrow('outside of a visit')
})
