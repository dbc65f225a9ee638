import { expect, test } from 'vitest'
import { currentEdition } from '#forms/edition.ts'
import { optionLists } from '#forms/option-lists.ts'

const lists = optionLists(currentEdition)
const seenOf = (item: string) => lists.find((list) => list.item === item)?.seen

test('every list that is chosen from says where its options come from', () => {
  expect(lists.length).toBeGreaterThan(30)
  expect(lists.every(({ options }) => options > 0)).toBe(true)
  expect(seenOf('pd-trigger'), 'from the law').toBe('text')
  expect(seenOf('incident-attack-type'), 'from a sheet that was read by machine').toBe('second-hand')
  expect(seenOf('ransom-backup'), 'the sheet was not seen').toBe('reconstructed')
})

test('what is answered in words, and what the portal fills in, has no list', () => {
  for (const item of ['incident-summary', 'report-phase', 'report-revision']) expect(seenOf(item)).toBeUndefined()
})
