import { expect, test } from 'vitest'
import { documentWords } from '#app/i18n/words.server.ts'
import { rulebookPage } from '#app/rulebooks/rulebook-page.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'

test('a clock is shown as read only where it was read for every rule that starts it', () => {
  const { clocks: shown } = rulebookPage(japan2026_10, currentEdition, documentWords('ja'), '2026-11-23')
  const seen = new Map(shown.map((clock) => [clock.id, clock.seen]))
  const unread = japan2026_10.grounds.filter((ground) => ground.seen !== 'text').map(({ id }) => id)
  for (const { ground, clocks: started } of japan2026_10.rules)
    for (const { clock } of started) if (unread.includes(ground)) expect([clock, seen.get(clock)]).not.toContain('text')
  expect(seen.get('jp-ppc-subject-notice')).toBe('partly')
  expect(seen.get('jp-art5-30d')).toBe('second-hand')
  expect(seen.get('jp-mynumber')).toBe('knowledge') // its three to five days are those of another law
  expect(seen.get('jp-power-prompt')).toBe('text')
})
