import { expect, test } from 'vitest'
import { ownWordsIn } from '#forms/answers/own-words.ts'
import { currentEdition } from '#forms/edition.ts'
import { unknown, type Answers } from '#forms/item.ts'

test.each<[string, Answers, string[]]>([
  ['of the list', { 'org-industry': 'manufacturer', 'org-ci-sector': ['ict'] }, []],
  ['not known yet', { 'org-industry': unknown, 'org-ci-sector': unknown }, []],
  ['of somebody’s own', { 'org-industry': 'manufacturing' }, ['org-industry']],
  ['of somebody’s own among others', { 'org-ci-sector': ['ict', 'x'] }, ['org-ci-sector']],
  ['in a part', { 'pd-subject-notice': { status: 'perhaps', method: '書面' } }, ['pd-subject-notice']],
  ['in a part, of the list', { 'pd-subject-notice': { status: 'done' } }, []],
  ['that nobody is asked for', { 'report-phase': 'x', 'org-name': 'manufacturing' }, []],
])('a word %s', (_, answers, found) => expect(ownWordsIn(currentEdition, answers)).toEqual(found))
