import { array, assert, constantFrom, dictionary, jsonValue, property, subarray } from 'fast-check'
import { expect, test } from 'vitest'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { actsChosen, answersWithin, itemsWithin, sectionsChosen, waitsForClient } from '#forms/mandates/scope.ts'

const sections = currentEdition.sections.map(({ id }) => id)

test('under a mandate for some sections nothing outside of them is read or written', () => {
  const answers = dictionary(constantFrom(...currentEdition.items.keys(), 'not-an-item'), jsonValue({ maxDepth: 1 }))
  assert(
    property(subarray(sections, { maxLength: sections.length - 1 }), answers, (chosen, told) => {
      const written: Answers = JSON.parse(JSON.stringify(told))
      const within = answersWithin(currentEdition, { sections: chosen }, written)
      for (const item of Object.keys(within)) {
        const of = currentEdition.items.get(item)
        expect(of?.given === true || chosen.includes(of?.section ?? '')).toBe(true)
      }
      const left = Object.keys(written).filter((item) => !(item in within))
      for (const item of left) expect(itemsWithin(currentEdition, { sections: chosen }).has(item)).toBe(false)
    }),
  )
})

test('a mandate for the whole form covers every item of it', () => {
  expect(itemsWithin(currentEdition, { sections: null }).size).toBe(currentEdition.items.size)
})

test('sections and acts that nobody knows are none, and all sections are the whole form', () => {
  assert(
    property(array(constantFrom(...sections, 'made-up')), (named) => {
      const chosen = sectionsChosen(currentEdition, named) ?? sections
      expect(chosen).toEqual(sections.filter((id) => named.includes(id)))
    }),
  )
  expect(sectionsChosen(currentEdition, sections)).toBeNull()
  expect(actsChosen(['send', 'steal', 'draft'])).toEqual(['draft', 'send'])
})

test('a sending waits for the client unless the client chose otherwise, for some sections as for all', () => {
  expect(waitsForClient({ approves: true })).toBe(true)
  expect(waitsForClient({ approves: false })).toBe(false)
})
