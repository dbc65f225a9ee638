import { expect, test } from 'vitest'

import { insertTemplateInto } from '#app/feedback/insert-template.server.ts'
import { keepTemplate, setRetired } from '#app/feedback/templates.server.ts'
import { templateChoices, templateLimits } from '#app/feedback/templates.ts'
import { listTemplates } from '#db/case-files/templates.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { monday, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()

async function deskOfBody(recipient: string) {
  const actor = await officerOf(database, recipient)
  return { db: database.as(actor), actor, now: monday }
}

const ja = { name: '経路の照会', text: '侵入の経路を教えてください。' }
const none = { name: '', text: '' }

test('a body’s template is offered in the languages it has, to the whole body and to no other', async () => {
  const [desk, colleague, other] = [await deskOfBody('ppc'), await deskOfBody('ppc'), await deskOfBody('mhlw')]
  const en = { name: 'Route', text: 'Please tell us the route.' }
  expect(await keepTemplate(desk, null, { kind: 'question', content: { ja, en } })).toEqual([])
  expect(await keepTemplate(desk, null, { kind: 'closing', content: { ja, en: none } })).toEqual([])

  const templates = await colleague.db.transaction((tx) => listTemplates(tx))
  const names = (kind: 'question' | 'closing', language: 'ja' | 'en') =>
    templateChoices(templates, kind, language).map(({ name }) => name)
  expect(names('question', 'ja')).toEqual(['経路の照会', 'Route'])
  expect(names('question', 'en')).toEqual(['Route', '経路の照会'])
  expect(names('closing', 'en')).toEqual(['経路の照会'])
  expect(await other.db.transaction((tx) => listTemplates(tx))).toEqual([])
})

test('a template comes below what is typed, and nothing that is typed is lost', async () => {
  const desk = await deskOfBody('nco')
  await keepTemplate(desk, null, { kind: 'advice', content: { ja, en: none } })
  const [template] = await desk.db.transaction((tx) => listTemplates(tx))
  const typed = { text: 'ご報告ありがとうございます。', tlp: 'TLP:GREEN', insert: '1' }
  const put = await insertTemplateInto(desk, { ...typed, template: `${template?.id} ja` })
  expect(put).toEqual({
    problems: [],
    values: { text: 'ご報告ありがとうございます。\n侵入の経路を教えてください。', tlp: 'TLP:GREEN', template: '' },
  })
  expect(await insertTemplateInto(desk, { ...typed, template: '' })).toMatchObject({
    values: { text: typed.text },
    problems: [{ code: 'templateMissing' }],
  })
})

test('a template is changed by a colleague, retired and used again; another body cannot touch it', async () => {
  const [desk, colleague, other] = [await deskOfBody('fsa'), await deskOfBody('fsa'), await deskOfBody('mic')]
  await keepTemplate(desk, null, { kind: 'advice', content: { ja, en: none } })
  const current = () => desk.db.transaction((tx) => listTemplates(tx))
  const id = (await current())[0]?.id ?? ''
  const changed = { kind: 'advice', content: { ja: { ...ja, text: '直した文' }, en: none } }
  expect(await keepTemplate(colleague, id, changed)).toEqual([])
  expect((await current())[0]?.ja.text).toBe('直した文')

  await setRetired(colleague, id, true)
  expect(await current()).toEqual([])
  await setRetired(desk, id, false)
  expect(await current()).toHaveLength(1)
  await expect(keepTemplate(other, id, changed)).rejects.toMatchObject({ code: 'notFound' })
  await expect(setRetired(other, id, true)).rejects.toMatchObject({ code: 'notFound' })
})

test('a template without a name, without a text or of no kind is put back', async () => {
  const desk = await deskOfBody('meti')
  for (const [kind, content, field] of [
    ['advice', { ja: none, en: none }, 'name-ja'],
    ['advice', { ja: { name: '', text: 'x' }, en: none }, 'name-ja'],
    ['advice', { ja: { name: 'x', text: '' }, en: none }, 'text-ja'],
    ['advice', { ja: { name: 'x', text: '長'.repeat(templateLimits.text + 1) }, en: none }, 'text-ja'],
    ['poem', { ja, en: none }, 'kind'],
  ] as const) {
    expect(await keepTemplate(desk, null, { kind, content })).toMatchObject([{ field }])
  }
  expect(await desk.db.transaction((tx) => listTemplates(tx))).toEqual([])
})
