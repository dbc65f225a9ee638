import { assert, jsonValue, property, string, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerLines } from '#forms/document/answer-lines.ts'
import { documentOf } from '#forms/document.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import type { Answer } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { documentWords } from '#app/i18n/words.server.ts'

const ja = documentWords('ja')
const en = documentWords('en')

function projection(values: Record<string, Answer>): Projection {
  return {
    recipient: 'ppc',
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    phase: 'initial',
    duty: 'statutory',
    rules: ['breach-to-ppc'],
    items: Object.entries(values).map(([item, value]) => ({ item, value, strength: 'required', ground: 'appi-26' })),
  }
}

function lines(item: string, value: Answer, words = ja) {
  return answerLines(item, itemOf(currentEdition, item), value, words)
}

function itemsOf(page: ReturnType<typeof documentOf>) {
  return page.sections.flatMap(({ rows }) => rows.map(({ item }) => item))
}

describe('a page', () => {
  const sent = { reference: 'K7WF-3HXM-9P', revision: 2, sentAt: '2026-11-01T00:30:00Z', digest: 'ab12' }

  test('says to whom, which report, when, why and by which rules', () => {
    const page = documentOf(projection({ 'org-name': '架空病院' }), ja, sent)
    expect(page.title).toBe('個人情報保護委員会への提出内容（速報）')
    const meta = page.meta.map(({ label, value }) => `${label} ${value}`)
    expect(meta).toContain('提出先 個人情報保護委員会')
    expect(meta).toContain('受付番号 K7WF-3HXM-9P')
    expect(meta).toContain('版 第2版')
    expect(meta).toContain('送付日時 2026年11月1日（日）9:30')
    expect(meta).toContain('根拠 個人情報保護法 第26条第1項')
    expect(meta).toContain('確認値（SHA-256） ab12')
    expect(page.marks.foot.join()).toContain('japan-2026-10')
  })

  test('that another body passed on names it and its ground, and no duty of the reporter’s', () => {
    const handed = { by: 'police', ground: null, groundText: '個人情報保護法 第69条第2項' }
    const meta = documentOf(projection({}), ja, { ...sent, handed }).meta.map(({ label, value }) => `${label} ${value}`)
    expect(meta).toContain('引き継いだ機関 都道府県警察')
    expect(meta).toContain('引継ぎの根拠 個人情報保護法 第69条第2項')
    expect(meta.join()).not.toContain('報告義務の別')
  })

  test('that an officer typed for a caller says who did', () => {
    const typed = { by: 'police', channel: 'phone' }
    const meta = documentOf(projection({}), en, { ...sent, typed }).meta.map(({ label, value }) => `${label} ${value}`)
    expect(meta).toContain('Typed by Prefectural Police, from a phone call')
  })

  test('that was not sent says so, and has no digest', () => {
    const page = documentOf(projection({}), en)
    expect(page.meta.map(({ value }) => value)).toContain('Not sent (for checking)')
    expect(page.marks.foot).toContain('Not sent (for checking)')
  })

  test('says a day as a day where anonymised information holds nothing else of the moment', () => {
    expect(lines('time-occurrence', '2026-11-19')).toEqual(lines('time-detection', '2026-11-19'))
    expect(lines('time-occurrence', '2026-11-19')).toEqual(['2026年11月19日（木）'])
  })

  test('names what was asked by a noun, and its parts too: whoever reads it was not asked', () => {
    const values = {
      'incident-summary': '電子カルテが開けない',
      'reporter-capacity': { role: 'vendor', authorised: true },
    }
    const [capacity, summary] = documentOf(projection(values), ja).sections.flatMap(({ rows }) => rows)
    expect(summary?.label).toBe('概要')
    expect(capacity?.label).toBe('報告者の立場')
    expect(capacity?.value.at(-1)).toBe('被害組織の了承：得ている')
    expect(en.item('incident-summary')).toBe('Summary')
  })

  test('carries the handling label that the reporter chose', () => {
    expect(documentOf(projection({ 'sharing-tlp': 'TLP:AMBER+STRICT' }), ja).marks.tlp).toBe('TLP:AMBER+STRICT')
    expect(documentOf(projection({ 'sharing-tlp': 'unknown' }), ja).marks.tlp).toBeUndefined()
  })

  test('stands in the order of the edition, whatever the order of the projection', () => {
    const ids = [...currentEdition.items.keys()]
    const page = documentOf(projection(Object.fromEntries(ids.toReversed().map((id) => [id, 'unknown']))), ja)
    expect(itemsOf(page)).toEqual(ids)
  })

  test('shows every item once, also those that this edition does not know', () => {
    assert(
      property(uniqueArray(string(), { maxLength: 8 }), jsonValue(), (names, value) => {
        const items = Object.fromEntries([...names, 'org-name'].map((name) => [`x-${name}`, value as Answer]))
        expect(itemsOf(documentOf(projection(items), ja)).toSorted()).toEqual(Object.keys(items).toSorted())
      }),
    )
  })
})

describe('an answer reads', () => {
  test.each<[string, Answer, string[]]>([
    ['org-name', 'unknown', ['不明']],
    ['incident-summary', '一行目\r\n二行目', ['一行目', '二行目']],
    [
      'time-occurrence',
      { value: '2026-10-31T15:30:00Z', certainty: 'estimated' },
      ['2026年11月1日（日）0:30（推測・調査中）'],
    ],
    [
      'pd-subject-count',
      { max: 85000, certainty: 'estimated', records: 'unknown' },
      ['人数（最大）：85,000人（見込み）', '記録の件数：不明'],
    ],
    ['impact-financial', { amount: 1200000, currency: 'JPY' }, ['金額：1,200,000円']],
    ['impact-financial', { amount: 'unknown', currency: 'unknown' }, ['金額：不明']],
    [
      'ransom-demand',
      { amount: 3.5, currency: 'BTC', deadline: '2027-07-01' },
      ['金額：3.5 BTC', '期限：2027年7月1日（木）'],
    ],
    ['impact-outage', { degree: 'full', hours: 'ongoing' }, ['程度：すべて停止', '続いた時間：続いている']],
    ['report-recipients', [], ['なし']],
    ['sharing-consent-government', false, ['同意しない']],
    ['telecom-secrecy', true, ['はい']],
    ['ioc-network', ['198.51.100.23', 'c2.attacker.example'], ['198.51.100.23', 'c2.attacker.example']],
    ['contact-alternate', { name: '夜間担当', phone: null, email: '' }, [expect.stringContaining('：夜間担当')]],
    [
      'incident-attack-type',
      ['intrusion-ransomware', '聞いたことのない攻撃'],
      ['侵入型ランサムウェア攻撃', '聞いたことのない攻撃'],
    ],
  ])('%s %j', (item, value, expected) => {
    expect(lines(item, value)).toEqual(expected)
  })

  test('in English as well', () => {
    expect(lines('time-detection', '2026-10-31T15:30:00Z', en)).toEqual(['Sun 1 Nov 2026, 00:30\u00A0JST'])
    expect(lines('pd-subject-count', { max: 85000 }, en)).toEqual([expect.stringMatching(/: 85,000 people$/)])
  })

  test('with several entries of several parts as numbered lines', () => {
    const helpers = [
      { provider: '監視会社', status: 'done' },
      { provider: '専門会社', status: 'planned' },
    ]
    const shown = lines('time-support-engaged', helpers)
    expect(shown).toHaveLength(2)
    expect(shown[0]).toMatch(/^（1）.*監視会社/)
    expect(shown[1]).toMatch(/^（2）.*専門会社/)
  })

  test('with many parts, as a file has, a line for each', () => {
    const file = { name: 'a_b.log', lane: 'plain', bytes: 280, type: 'text/plain', sha256: '3f'.repeat(32) }
    const shown = lines('ioc-log-files', [file, { ...file, name: 'second.log' }], en)
    expect(shown).toHaveLength(10)
    expect([shown[0], shown[5]]).toEqual(['(1) File name: a_b.log', '(2) File name: second.log'])
    expect(shown[2]).toMatch(/^Size .*280$/)
  })

  test('exactly as typed, even if it looks like a template', () => {
    const typed = '$t(documents:yes) {{label}} $& $1 %s <b>'
    expect(lines('incident-summary', typed)).toEqual([typed])
    expect(lines('contact-name', { name: typed })).toEqual([expect.stringContaining(typed)])
  })

  test('whatever its parts are called, also what every object answers to', () => {
    const odd = JSON.parse('{"toString":"一","constructor":{"valueOf":2},"hasOwnProperty":null,"__proto__":"四"}')
    expect(lines('contact-name', odd).join()).toMatch(/一.*2.*四/)
    expect(lines('pd-items', { items: [odd], medium: odd }).join()).toContain('一')
  })

  test('whatever its shape, without failing and without an empty answer', () => {
    assert(
      property(jsonValue(), (value) => {
        const all = [...currentEdition.items.values()]
        expect(all.filter((item) => answerLines(item.id, item, value as Answer, ja).length === 0)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
