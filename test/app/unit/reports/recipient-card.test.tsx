import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { cardsOf } from '#app/reports/preview/preview-cards.ts'
import { RecipientCard } from '#app/reports/preview/recipient-card.tsx'
import type { Answers } from '#forms/item.ts'
import { noChoices } from '#forms/projection.ts'
import { networkDown, planOf, stolenData } from '#test/forms/plan-world.ts'

/** What the card of one body says, as text. */
function told(answers: Answers, recipient: string): string {
  const card = cardsOf(planOf(answers), answers, noChoices, []).find((one) => one.recipient === recipient)
  if (!card) throw new Error(`no card for ${recipient}`)
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <RecipientCard card={card} answered={0} hrefOf={() => '#'} />
    </I18nextProvider>,
  )
  return page.replaceAll(/<[^>]+>/g, '')
}

const named = { ...stolenData, 'pd-items': 'unknown' }
const { 'sharing-consent-government': _consent, ...unasked } = stolenData

test('while a duty is open, the card says when it would arise, and not that it has', () => {
  expect(told({ ...named, 'pd-involved': 'unknown' }, 'ppc')).toContain('報告が必要な事態に当たるときに')
  expect(told(stolenData, 'ppc')).toContain('報告が必要な事態に当たるためです。')
  const perhaps = { ...networkDown, 'org-ci-sector': 'none', 'impact-users': 'unknown' }
  expect(told(perhaps, 'mic')).toContain('重大な事故の基準に当たるときに')
  expect(told({ ...perhaps, 'impact-users': { count: 50_000 } }, 'mic')).toContain('重大な事故の基準に当たるためです。')
})

test('a consent is the reason once it is given; before, the reason is that it is needed', () => {
  expect(told(unasked, 'nco')).toContain('被害組織の同意が必要なためです。')
  expect(told({ ...stolenData, 'sharing-consent-government': true }, 'nco')).toContain('同意があるためです。')
})

test('a body that a guideline reaches is told what may yet become a duty, and an open duty is no offer', () => {
  const perhaps = { ...networkDown, 'impact-users': 'unknown' }
  expect(told(perhaps, 'mic')).toContain('所管省庁に連絡する')
  expect(told(perhaps, 'mic')).toContain('まだ決まっていない義務電気通信役務の停止や品質の低下は')
  expect(told({ ...named, 'pd-involved': 'unknown' }, 'ppc')).not.toContain('任意の報告ができる')
})
