import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { RetractedLines } from '#app/reports/board/retracted-lines.tsx'

test('each question that a body took back is named by what it asked about', () => {
  const by = { recipient: 'police', retractedAt: new Date('2026-11-02T03:00:00Z') }
  const retracted = [
    { ...by, id: '1', items: ['cause-route'] },
    { ...by, id: '2', items: ['cause-summary', 'impact-services'] },
    { ...by, id: '3', items: [] },
  ]
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <RetractedLines retracted={retracted} />
    </I18nextProvider>,
  )
  const lines = [...page.matchAll(/<p>(.*?)<\/p>/g)].map(([, line]) => (line ?? '').replaceAll(/<[^>]+>/g, ''))
  expect(lines).toEqual([
    expect.stringMatching(/^都道府県警察が「侵入から被害までの経路」についての照会を撤回しました/),
    expect.stringMatching(/^都道府県警察が「原因、影響を受けたサービス」についての照会を撤回しました/),
    expect.stringMatching(/^都道府県警察が報告全体についての照会を撤回しました/),
  ])
})
