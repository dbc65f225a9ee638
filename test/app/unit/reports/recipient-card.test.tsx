import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { cardsOf } from '#app/reports/preview/preview-cards.ts'
import { RecipientCard } from '#app/reports/preview/recipient-card.tsx'
import type { Answers } from '#forms/item.ts'
import { noChoices } from '#forms/projection.ts'
import { networkDown, planOf, stolenData } from '#test/forms/plan-world.ts'

type Besides = Partial<Omit<ComponentProps<typeof RecipientCard>, 'card'>>

/** What the card of one body says, as text. */
function told(answers: Answers, recipient: string, besides: Besides = {}): string {
  const card = cardsOf(planOf(answers), answers, noChoices, Object.keys(answers)).find(
    (one) => one.recipient === recipient,
  )
  if (!card) throw new Error(`no card for ${recipient}`)
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <RecipientCard
        {...{ card, answered: 9, phase: 'initial', has: false, since: undefined, had: null, hrefOf: () => '#' }}
        {...besides}
      />
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

test('a duty that is undecided is no tag of a duty', () => {
  expect(told({ ...named, 'pd-involved': 'unknown' }, 'ppc')).toContain('未定（法令に基づく義務）送ることになる理由')
  expect(told(stolenData, 'ppc')).toContain('法令に基づく義務お答え')
  expect(told(stolenData, 'ppc')).not.toContain('未定')
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

test('in a further report the card says what is new for the body, what it has already, and which deadline is met', () => {
  const since = [{ item: 'pd-subject-count', kind: 'changed' as const }]
  const news = told(stolenData, 'ppc', { phase: 'interim', since, had: 'initial' })
  expect(news).toContain('項目が届きます')
  expect(news).toContain('前に送った版から変わるところ（1）本人の数（変更）')
  expect(news).toContain('期限（速報）済み')
  expect(news).not.toContain('期限（確報）済み')
  expect(told(stolenData, 'ppc', { phase: 'interim', since: null })).toContain('今回が初めてです')
  expect(told(stolenData, 'ppc', { phase: 'final', since: [], had: 'initial' })).toContain('確報として届きます')
  const old = told(stolenData, 'ppc', { phase: 'interim', has: true, had: 'initial' })
  expect(old).toContain('項目がすでに届いています')
  expect(old).not.toContain('変わるところ')
})

test('what goes by consent alone says where the consent is given', () => {
  expect(told({ ...stolenData, 'sharing-consent-expert': false }, 'isac')).toContain('「共有の同意」で選べます')
})

test('the card of the police says whose police it is, by the address', () => {
  const wished = { ...stolenData, 'report-recipients': ['police'], 'incident-summary': '侵入' }
  const at = (address: Answers[string]) => told({ ...wished, 'org-address': address }, 'police')
  expect(at({ prefecture: '東京都' })).toContain('東京都の警察の担当者に届きます。')
  for (const address of [{ city: 'Berlin' }, 'unknown'] as const)
    expect(at(address)).toContain('全国を受け持つ警察の担当者に')
})
