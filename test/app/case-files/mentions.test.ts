import { expect, test } from 'vitest'

import { readMentions, seeMentions } from '#app/case-files/acts/mentions.server.ts'
import { markMentions, mentionedIn } from '#app/case-files/acts/mentions.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { insertOfficer } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { monday, operator } from '#test/support/filings.ts'

const database = await testDatabase()
const colleagues = [
  { officerId: 'a', name: '田中' },
  { officerId: 'b', name: '田中 一郎' },
  { officerId: 'c', name: '鳴瀬（架空）' },
  { officerId: 'd', name: '鳴瀬（架空）' },
]

const of = (text: string) => mentionedIn(text, colleagues)

test('a name after the sign is found in any of its spellings, and the longer one counts', () => {
  expect(of('@田中 お願いします')).toEqual({ officerIds: ['a'], unknown: false })
  expect(of('＠田中一郎さん')).toEqual({ officerIds: ['b'], unknown: false })
  expect(of('@鳴瀬、確認を')).toEqual({ officerIds: ['c', 'd'], unknown: false })
  expect(of('@佐藤 お願いします')).toEqual({ officerIds: [], unknown: true })
  expect(of('x@example.jp に書いた')).toEqual({ officerIds: [], unknown: false })
})

test('names stand out in the note, and nothing of it is lost', () => {
  const pieces = markMentions('至急 @鳴瀬 と@佐藤 へ', ['鳴瀬（架空）'])
  expect(pieces.filter(({ mention }) => mention).map(({ text }) => text)).toEqual(['@鳴瀬'])
  expect(pieces.map(({ text }) => text).join('')).toBe('至急 @鳴瀬 と@佐藤 へ')
})

async function colleagueNamed(recipient: string, name: string, prefecture: string | null = null) {
  const officer = { officerId: newId(), name, recipient, prefecture, role: 'officer' as const }
  await database.as(operator).transaction((tx) => insertOfficer(tx, officer, monday))
  const actor = { kind: 'officer' as const, ...officer }
  return { db: database.as(actor), actor, now: monday }
}

test('whoever is named finds it in a list of their own, ticks it off, and no other body can be named', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'police', '徳島県')
  const [named, elsewhere, ministry] = [
    await colleagueNamed('police', '井上', '徳島県'),
    await colleagueNamed('police', '神田', '東京都'),
    await colleagueNamed('mhlw', '白井'),
  ]
  expect(await writeNote(desk, desk.id, '@井上 確認をお願いします')).toEqual({ done: 'notedMentioned' })
  expect(await writeNote(desk, desk.id, '@神田 @白井 どうでしょう')).toEqual({ done: 'notedUnknown' })

  const mentions = await readMentions(named)
  expect(mentions).toMatchObject([{ caseFileId: desk.id, by: desk.actor.name, seenAt: null }])
  for (const other of [elsewhere, ministry]) {
    expect(await readMentions(other)).toEqual([])
    await seeMentions(other, [mentions[0]?.noteId ?? ''])
  }
  expect((await readMentions(named))[0]?.seenAt, 'nobody else ticks it off').toBeNull()
  await seeMentions(named, [mentions[0]?.noteId ?? '', 'nonsense'])
  expect((await readMentions(named))[0]?.seenAt).toEqual(monday)
})
