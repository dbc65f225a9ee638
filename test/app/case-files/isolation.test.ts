/** What a body may never see: other bodies, what they ask and note, the reporter's choices, items it has no need for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { demoOfficers, demoOperator, type DemoOfficer } from '#app/demo/people.ts'
import { stories } from '#app/demo/stories.ts'
import { storyClock } from '#app/demo/story.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { tellStory } from '#app/tell-story.server.ts'
import type { Answer } from '#forms/item.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { openPortal, officerNamed, signedIn, type OpenPortal, type Visitor } from '#test/support/officers.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

/** Everything an officer can reach from the desk: pages, revisions, saved copies. Papers are read in own-part.test.ts. */
async function everythingOf(visitor: Visitor): Promise<string> {
  const seen = new Map<string, string>()
  const waiting = ['/desk?state=all', '/desk?state=all&order=urgent']
  for (let address = waiting.pop(); address; address = waiting.pop()) {
    if (seen.has(address)) continue
    const answer = await visitor.get(address)
    const leadsTo = answer.headers.get('Location')
    if (address.startsWith('/desk/next') && leadsTo) {
      waiting.push(leadsTo)
      continue
    }
    expect(answer.status, address).toBe(200)
    const text = unescaped(await answer.text())
    seen.set(address, text)
    const links = [...text.matchAll(/href="(\/desk[^"#]*)"/g)].map((found) => found[1] ?? '')
    waiting.push(...links.filter((link) => !link.endsWith('.pdf')))
  }
  expect([...seen.keys()].some((address) => address.endsWith('.json'))).toBe(true)
  return [...seen.values()].join('\n')
}

const unescaped = (html: string) =>
  html
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")

/** Texts that were typed into one item only, long enough to be found by no accident. */
function textsOf(answers: Record<string, Answer>): { item: string; text: string }[] {
  const typed = Object.entries(answers).flatMap(([item, value]) => stringsIn(value).map((text) => ({ item, text })))
  const telling = typed.filter(({ text }) => text.length >= 9 && !/^(\d{4}-|TLP:|[a-z0-9-]+$)/.test(text))
  return telling.filter(({ item, text }) => !typed.some((other) => other.item !== item && other.text.includes(text)))
}

function stringsIn(value: Answer): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

function needsOf(recipient: string): ReadonlySet<string> {
  return new Set(japan2026_10.recipients.find(({ id }) => id === recipient)?.needs.map(({ item }) => item))
}

describe.each(demoOfficers)('$name of $recipient', (officer: DemoOfficer) => {
  let seen: string
  beforeAll(async () => {
    seen = await everythingOf(await signedIn(portal.origin, officer.officerId))
  })

  test('reads no answer to an item that this body has no need for', () => {
    const needs = needsOf(officer.recipient)
    const canaries = stories.flatMap((story) => textsOf(story.answers(storyClock(new Date()))))
    const foreign = canaries.filter(({ item }) => !needs.has(item))
    expect(foreign.length).toBeGreaterThan(10)
    expect(foreign.filter(({ text }) => seen.includes(text))).toEqual([])
  })

  test('reads something, so that the search above can fail', () => {
    const needs = needsOf(officer.recipient)
    const own = stories
      .flatMap((story) => textsOf(story.answers(storyClock(new Date()))))
      .filter(({ item }) => needs.has(item))
    expect(own.filter(({ text }) => seen.includes(text)).length).toBeGreaterThan(3)
  })

  test('reads nothing that another body asked, advised, noted, numbered or labelled', () => {
    const others = stories
      .flatMap(({ acts }) => acts)
      .filter(({ by }) => by !== 'reporter' && officerNamed(by).recipient !== officer.recipient)
    const texts = others.flatMap((act) => [
      ...('text' in act && act.text ? [act.text] : []),
      ...('number' in act ? [act.number] : []),
      ...('label' in act ? [act.label] : []),
    ])
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.filter((text) => seen.includes(text))).toEqual([])
  })

  test('reads the name of no other body and of no officer of one', () => {
    const { t } = i18nFor('ja')
    const others = demoOfficers.filter(({ recipient }) => recipient !== officer.recipient)
    const names = others.flatMap(({ name, recipient }) => [name, t(`rules:recipients.${recipient}.name`)])
    // The inter-ministry common form has a line for the addressees the reporter ticked; it is an item with a need.
    const text = needsOf(officer.recipient).has('report-recipients') ? withoutAddressees(seen) : seen
    const told = withoutTargets(text)
    expect([...new Set(names)].filter((name) => told.includes(name))).toEqual([])
  })
})

const withoutAddressees = (html: string) =>
  html
    .replaceAll(/<dt>(?:(?!<dt>)[\s\S])*?任意で知らせる機関[\s\S]*?<\/dd>/g, '')
    .replaceAll(/<option[^>]*>[^<]*<\/option>/g, '')

/** Whom a case can be handed over to: every body of the rulebook, whoever has the report. */
const withoutTargets = (html: string) =>
  html.replaceAll(/<label class="choice"><input type="radio"[^>]* name="to"[\s\S]*?<\/label>/g, '')

test('police of one prefecture cannot open a case of another by its address', async () => {
  const tokyo = await signedIn(portal.origin, officerNamed('police-tokyo-kanda').officerId)
  const tokushima = await signedIn(portal.origin, officerNamed('police-tokushima-naruse').officerId)
  const address = /\/desk\/case-files\/[0-9a-f-]{36}/.exec(await (await tokyo.get('/desk')).text())?.[0] ?? ''
  expect((await tokyo.get(address)).status).toBe(200)
  expect((await tokushima.get(address)).status).toBe(404)
  expect((await tokushima.post(`${address}/notes`, { text: '他県の事案' })).status).toBe(404)
})

test('an operator and a stranger reach no page of the desk, by GET or POST', async () => {
  const ppc = await signedIn(portal.origin, officerNamed('ppc-aoki').officerId)
  const page = await (await ppc.get('/desk')).text()
  const address = /\/desk\/case-files\/[0-9a-f-]{36}/.exec(page)?.[0] ?? ''
  const copy = /\/desk\/deliveries\/[0-9a-f-]{36}/.exec(await (await ppc.get(address)).text())?.[0] ?? ''
  const operator = await signedIn(portal.origin, demoOperator.operatorId)
  const stranger = await signedIn(portal.origin, 'nobody')

  for (const target of ['/desk', '/desk/live', address, `${copy}.json`, `${copy}.pdf`]) {
    expect((await operator.get(target)).status, target).toBe(403)
    expect([302, 401], target).toContain((await stranger.get(target)).status)
  }
  expect((await operator.post(`${address}/claim`, {})).status).toBe(403)
  expect((await stranger.post(`${address}/claim`, {})).status).toBe(401)
  expect((await ppc.get('/operator/rulebook')).status).toBe(403)
})

async function heardBy(visitor: Visitor, address: string) {
  const leaving = new AbortController()
  const answer = await visitor.get(address, { signal: leaving.signal })
  let text = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  })().catch(() => undefined)
  return { heard: () => text, ended, leave: () => leaving.abort() }
}

test('what came after a queue was drawn is told to it when it listens, and nothing to whose login has ended', async () => {
  const [trade] = stories.filter(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  const [drawn, leaving] = [
    await signedIn(portal.origin, officerNamed('police-tokyo-kanda').officerId),
    await signedIn(portal.origin, officerNamed('police-tokyo-kanda').officerId),
  ]
  const left = await heardBy(leaving, '/desk/live')
  await leaving.post('/leave', { door: 'staff' })
  const place = /data-live-place="([^"]+)"/.exec(await (await drawn.get('/desk')).text())?.[1] ?? ''
  await tellStory(portal.database, trade, new Date())
  await left.ended // by itself, when there is something to tell
  expect(left.heard()).not.toContain('data:')

  const late = await heardBy(drawn, `/desk/live?after=${place}`)
  await expect.poll(late.heard).toMatch(/data: \{"caseFileId":"[0-9a-f-]{36}","kind":"report"\}\n\n/)
  late.leave()
})

test('an open queue hears of an arrival for its own body, and the event tells nothing else', async () => {
  const [trade] = stories.filter(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  const hearing = async (id: Parameters<typeof officerNamed>[0]) =>
    heardBy(await signedIn(portal.origin, officerNamed(id).officerId), '/desk/live')
  const tokyo = await hearing('police-tokyo-kanda')
  const [tokushima, ppc] = [await hearing('police-tokushima-naruse'), await hearing('ppc-aoki')]

  await tellStory(portal.database, trade, new Date())
  await expect.poll(tokyo.heard).toContain('data: ')
  expect(tokyo.heard()).toMatch(/data: \{"caseFileId":"[0-9a-f-]{36}","kind":"report"\}\n\n/)
  expect(tokushima.heard()).not.toContain('data:')
  expect(ppc.heard()).not.toContain('data:')
  for (const one of [tokyo, tokushima, ppc]) one.leave()
})
