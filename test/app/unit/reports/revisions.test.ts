import { expect, test } from 'vitest'

import {
  changesFor,
  countByLens,
  revisionNamed,
  unsentItems,
  type ReadRevision,
} from '#app/reports/revisions/revisions.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { projectionOf } from '#test/support/filings.ts'

const revision = (name: number, answers: Answers, parts: Record<string, Answers> = {}): ReadRevision => ({
  name,
  answers,
  parts: new Map(Object.entries(parts).map(([recipient, told]) => [recipient, projectionOf(recipient, told)])),
})

const first = revision(
  1,
  { 'incident-summary': 'a', 'org-name': '架空病院', 'report-date': '2026-11-01' },
  { police: { 'incident-summary': 'a' } },
)
const second = revision(
  2,
  { 'incident-summary': 'b', 'cause-route': 'VPN', 'report-date': '2026-11-02' },
  { police: { 'incident-summary': 'a' }, ppc: { 'incident-summary': 'b' } },
)

test('two revisions differ by what was added, changed and taken back; the date of the report is no difference', () => {
  const changes = changesFor(currentEdition, first, second, null)
  expect(Object.fromEntries(changes.map(({ item, kind }) => [item, kind]))).toEqual({
    'org-name': 'removed',
    'incident-summary': 'changed',
    'cause-route': 'added',
  })
})

test('a recipient that the later revision did not reach sees no difference, and a new one sees all of its part', () => {
  expect(countByLens(currentEdition, first, second, ['police', 'ppc', 'jpcert'])).toEqual([
    { recipient: 'police', changes: 0 },
    { recipient: 'ppc', changes: 1 },
    { recipient: 'jpcert', changes: null },
  ])
})

test('only revisions that exist have a name in the address', () => {
  expect(['2', 'draft', '3', '', null, '02'].map((text) => revisionNamed(text, [1, 2]))).toEqual([
    2,
    'draft',
    null,
    null,
    null,
    null,
  ])
})

test('what is in the draft as it was sent is not marked as changed', () => {
  expect(
    unsentItems(currentEdition, { 'org-name': 'b', 'cause-route': 'x' }, { 'org-name': 'a', 'cause-route': 'x' }),
  ).toEqual(['org-name'])
})
