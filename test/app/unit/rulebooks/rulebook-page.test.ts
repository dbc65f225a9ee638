import { expect, test } from 'vitest'
import { documentWords } from '#app/i18n/words.server.ts'
import { rulebookPage } from '#app/rulebooks/rulebook-page.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'

const page = rulebookPage(japan2026_10, currentEdition, documentWords('ja'), '2026-11-23')

test('a clock is shown as read only where it was read for every rule that starts it', () => {
  const { clocks: shown } = page
  const seen = new Map(shown.map((clock) => [clock.id, clock.seen]))
  const unread = japan2026_10.grounds.filter((ground) => ground.seen !== 'text').map(({ id }) => id)
  for (const { ground, clocks: started } of japan2026_10.rules)
    for (const { clock } of started) if (unread.includes(ground)) expect([clock, seen.get(clock)]).not.toContain('text')
  expect(seen.get('jp-ppc-subject-notice')).toBe('partly')
  expect(seen.get('jp-art5-30d')).toBe('second-hand')
  expect(seen.get('jp-mynumber')).toBe('knowledge') // its three to five days are those of another law
  expect(seen.get('jp-power-prompt')).toBe('text')
})

test('each sector of the form is shown with its ministry, and most of these as not read', () => {
  const asked = currentEdition.items.get('org-ci-sector')?.asks
  const sectors = asked?.kind === 'choices' ? asked.options.filter((option) => option !== 'none') : []
  expect(page.sectors.map(({ sector }) => sector).toSorted()).toEqual(sectors.toSorted())
  const read = page.sectors.filter(({ seen }) => seen === 'text')
  expect(new Set(read.map(({ ministry }) => ministry))).toEqual(new Set(['mlit']))
  expect(page.sectors.find(({ sector }) => sector === 'power')).toMatchObject({ ministry: 'meti', seen: 'knowledge' })
})

test('clocks that nobody has read are counted with what is said first', () => {
  const unread = (seen: string) => page.clocks.filter((clock) => clock.seen === seen).length
  expect(unread('second-hand')).toBe(2)
  expect(unread('knowledge')).toBeGreaterThan(0)
  expect(page.doubts.map(({ seen, clocks }) => [seen, clocks])).toEqual([
    ['second-hand', unread('second-hand')],
    ['knowledge', unread('knowledge')],
    ['reconstructed', 0],
  ])
})
