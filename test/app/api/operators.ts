/** Operators see every program and stop one, with a reason for those who look after it. */
import { expect, test } from 'vitest'
import { demoOperator } from '#app/demo/people.ts'
import { bodyActs } from '#app/programs/acts.ts'
import { openAsOwner } from '#db/client.server.ts'
import { officerNamed, signedIn, type OpenPortal } from '#test/support/officers.ts'
import { newProgram } from '#test/support/programs.ts'

export function operatedPrograms(portalOf: () => OpenPortal): void {
  test('stops a program of a body, which reads why; and the record says who did it', async () => {
    const { origin, database } = portalOf()
    const head = officerNamed('ppc-hirano')
    const sql = openAsOwner(database.url)
    await sql`update officers set role = 'administrator' where id = ${head.officerId}`
    const program = await newProgram(database, { recipient: head.recipient, acts: bodyActs, name: '夜間の取込み' })
    const call = () => fetch(`${origin}/api/v1/case-files`, { headers: { Authorization: `Bearer ${program.key}` } })
    expect((await call()).status).toBe(200)
    const operator = await signedIn(origin, demoOperator.operatorId)
    const page = await (await operator.get('/operator/programs')).text()
    expect(page).toContain('夜間の取込み')
    expect(page).not.toContain(program.key)
    const stop = (because: string) => operator.post('/operator/programs', { program: program.clientId, because })
    const refused = await stop('')
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('停止する理由を入力してください'),
    ])
    expect((await call()).status).toBe(200)
    expect((await stop('キーが公開されていました')).status).toBe(303)
    expect((await call()).status).toBe(401)
    const keeper = await signedIn(origin, head.officerId)
    expect(await (await keeper.get('/desk/programs')).text()).toContain('キーが公開されていました')
    const lines = await sql`
      select actor_kind, details from audit where did = 'access.program-ended' and actor_id = ${demoOperator.operatorId}`
    await sql.end()
    expect(lines).toEqual([{ actorKind: 'operator', details: JSON.stringify({ program: program.clientId }) }])
  })
}
