/** What goes out of the portal and comes in again as one document. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Holder } from '#db/context.ts'
import { draftOf, newReport, save } from '#test/app/reports/reports.world.ts'
import { signIn } from '#test/bench/sessions.ts'
import type { OpenPortal } from '#test/support/officers.ts'
import { canonicalJson } from '#forms/projection.ts'

interface Asking {
  get: (path: string) => Promise<Response>
  post: (path: string, body: unknown) => Promise<Response>
  /** The reference of a report that was sent. */
  filed: () => Promise<string>
  portal: () => OpenPortal
}

export function documents({ get, post, filed, portal }: Asking): void {
  test('comes back as a draft with the same answers, and says whether it is a copy', async () => {
    const reference = await filed()
    const document = await (await get(`/reports/${reference}/document`)).json()
    expect(document.revisions).toHaveLength(1)
    const taken = await post('/report-documents', document)
    const { reference: copy, copy: isCopy } = await taken.json()
    expect([taken.status, isCopy]).toEqual([201, true])
    const [first, second] = await Promise.all(
      [reference, copy].map(async (one) => (await get(`/reports/${one}/draft`)).json()),
    )
    expect(second.answers).toEqual(first.answers)
    const draft = await (await get(`/reports/${reference}/document?revisions=none`)).json()
    expect([draft.revisions, draft.draft]).toEqual([[], document.draft])
    expect((await (await post('/report-documents', draft)).json()).copy).toBe(true)
    const { seal: _seal, ...unsealed } = document
    for (const given of [unsealed, { ...unsealed, revisions: [] }])
      expect((await (await post('/report-documents', given)).json()).copy).toBe(false)
  })

  test('is saved by a person, and taken into the draft of another report, whole or not at all', async () => {
    const { database, origin } = portal()
    const [from, into] = [await filed(), await newReport(database)]
    const cookie = await signIn(database, 'report', { ...into.actor, reference: into.reference } as Holder)
    const page = `${origin}/reports/${into.reference}/document`
    expect(await (await fetch(page, { headers: { Cookie: cookie } })).text()).toContain('.json')
    const given = await (await get(`/reports/${from}/document`)).json()
    const take = (file: string, version = '') => {
      const body = new FormData()
      body.set('version', version)
      body.set('file', new File([file], 'x.json'))
      return fetch(page, { method: 'POST', headers: { Cookie: cookie }, body, redirect: 'manual' })
    }
    const wrong = {
      ...given,
      draft: { ...given.draft, answers: { ...given.draft.answers, 'org-corporate-number': '1234567890123' } },
    }
    const deep = JSON.stringify(given).replace(
      '"answers":{',
      `"answers":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},`,
    )
    for (const file of ['これは JSON ではない', '{}', deep, JSON.stringify(wrong)])
      expect((await take(file)).status).toBe(422)
    wrong.draft.digest = canonicalDigest(wrong.draft)
    const { seal: _seal, ...unsealed } = wrong
    const refused = await take(JSON.stringify(unsealed))
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('何も取り込んでいません')])
    expect((await draftOf(into)).answers).toEqual({})
    expect((await take(JSON.stringify(given))).status).toBe(303)
    const saved = await (await fetch(`${page}.json`, { headers: { Cookie: cookie } })).json()
    expect(saved.draft.answers).toEqual(given.draft.answers)
    const small = await fetch(`${page}.json?revisions=none`, { headers: { Cookie: cookie } })
    const copy = await small.text()
    expect((await take(copy)).status).toBe(303)

    const opened = await (await fetch(page, { headers: { Cookie: cookie } })).text()
    const [, version] = /name="version" value="(\d+)"/.exec(opened) ?? []
    await save(into, { 'org-name': '別の画面の会社', 'incident-summary': null })
    const beside = await take(copy, version)
    const said = await beside.text()
    expect([beside.status, said]).toEqual([409, expect.stringContaining('別の画面の会社')])
    expect((await draftOf(into)).answers['org-name']).toBe('別の画面の会社')
    const [, seen] = /name="version" value="(\d+)"/.exec(said) ?? []
    expect((await take(copy, seen)).status, 'once both were seen').toBe(303)
    expect((await draftOf(into)).answers).toEqual(given.draft.answers)
  })

  test('of another edition, or with something beside it, is refused by name', async () => {
    const { seal: _seal, ...document } = await (await get(`/reports/${await filed()}/document`)).json()
    const draft = { ...document.draft, edition: '1999-01' }
    for (const [changed, field] of [
      [{ draft: { ...draft, digest: canonicalDigest(draft) } }, '/draft/edition'],
      [{ note: '封印の外' }, '/note'],
      [{ draft: { ...document.draft, note: '封印の外' } }, '/draft/note'],
    ] as const) {
      const refused = await post('/report-documents', { ...document, ...changed })
      expect([refused.status, (await refused.json()).problems]).toMatchObject([422, [{ field }]])
    }
  })

  test('that was changed is refused', async () => {
    const document = await (await get(`/reports/${await filed()}/document`)).json()
    const answer = { ...document.draft, answers: { ...document.draft.answers, 'org-name': '別の会社' } }
    const digest = canonicalDigest(answer)
    for (const changed of [
      { draft: answer },
      { draft: { ...answer, digest } },
      { exportedAt: '2020-01-01T00:00:00Z' },
    ]) {
      const refused = await post('/report-documents', { ...document, ...changed })
      expect([refused.status, (await refused.json()).code]).toEqual([422, 'changedDocument'])
    }
    const strange = { ...document, draft: { ...answer, answers: JSON.parse('{"org-name":{"__proto__":1}}') } }
    expect((await post('/report-documents', strange)).status).toBe(422)
  })
}

/** As whoever changes a document would make it anew. */
const canonicalDigest = ({ edition, answers: told, choices }: Record<string, unknown>): string =>
  createHash('sha256')
    .update(canonicalJson({ edition, answers: told, choices }))
    .digest('hex')
