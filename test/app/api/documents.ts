/** What goes out of the portal and comes in again as one document. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from '#forms/projection.ts'

interface Asking {
  get: (path: string) => Promise<Response>
  post: (path: string, body: unknown) => Promise<Response>
  /** The reference of a report that was sent. */
  filed: () => Promise<string>
}

export function documents({ get, post, filed }: Asking): void {
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
    const { seal: _seal, ...unsealed } = document
    expect((await (await post('/report-documents', unsealed)).json()).copy).toBe(false)
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
  })
}

/** As whoever changes a document would make it anew. */
const canonicalDigest = ({ edition, answers: told, choices }: Record<string, unknown>): string =>
  createHash('sha256')
    .update(canonicalJson({ edition, answers: told, choices }))
    .digest('hex')
