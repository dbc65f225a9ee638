/** Programs of a body, and what tells them, as its administrators arrange them on pages. */
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { officerNamed, signedIn, type OpenPortal } from '#test/support/officers.ts'

export function programsOnPages(portalOf: () => OpenPortal): void {
  test('makes a program on a page, replaces its key, and stops it', async () => {
    const { origin } = portalOf()
    const call = (key: string) =>
      fetch(`${origin}/api/v1/case-files`, { headers: { Authorization: `Bearer ${key}` } }).then(({ status }) => status)
    const admin = await signedIn(origin, officerNamed('ppc-aoki').officerId)
    const colleague = await signedIn(origin, officerNamed('ppc-hirano').officerId)
    expect((await colleague.get('/desk/programs')).status).toBe(403)
    const wish = { do: 'make', name: '夜間の取り込み', acts: 'cases:read', kind: 'key', days: '30' }
    const empty = await admin.post('/desk/programs', { ...wish, name: '', acts: 'reports:draft' })
    expect(empty.status).toBe(422)
    const made = await (await admin.post('/desk/programs', wish)).text()
    const [, first = ''] = /<code>(mdk_[\w-]{43})<\/code>/.exec(made) ?? []
    expect(await call(first)).toBe(200)
    const list = await (await admin.get('/desk/programs')).text()
    expect(list).toContain('夜間の取り込み')
    expect(list).not.toContain(first)
    const card = list.slice(list.indexOf('夜間の取り込み'))
    const [, secret = ''] = /name="secret" value="([^"]+)"/.exec(card) ?? []
    const renewed = await (await admin.post('/desk/programs', { do: 'renew', secret, overlap: '1' })).text()
    const [, second = ''] = /<code>(mdk_[\w-]{43})<\/code>/.exec(renewed) ?? []
    expect([await call(first), await call(second)]).toEqual([200, 200])
    expect((await admin.post('/desk/programs', { do: 'end', secret })).status).toBe(303)
    expect([await call(first), await call(second)]).toEqual([401, 200])
    const [, program = ''] = /name="program" value="([^"]+)"/.exec(card) ?? []
    expect((await admin.post('/desk/programs', { do: 'stop', program })).status).toBe(303)
    expect(await call(second)).toBe(401)
  })

  test('who gives a webhook the private key by mistake is told so, and does not get it sent back', async () => {
    const admin = await signedIn(portalOf().origin, officerNamed('ppc-aoki').officerId)
    const { publicKey, privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const wish = { do: 'save', url: 'ftp://wrong', event: 'delivery.received' }
    const typed = async (key: string) => {
      const answered = await admin.post('/desk/webhooks', { ...wish, 'content-key': key })
      return [answered.status, /<textarea[^>]*>([^<]*)/.exec(await answered.text())?.[1]?.trim()]
    }
    expect(await typed(privateKey)).toEqual([422, ''])
    expect(await typed(publicKey)).toEqual([422, publicKey.trim()])
  })
}
