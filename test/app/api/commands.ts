/** The commands of the description, run by a shell as whoever reads it would run them. */
import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { commandOf, type Example } from '#app/api/examples.ts'
import { changeProfile } from '#app/organisations/organise.server.ts'
import { bodyActs, filingActs } from '#app/programs/acts.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import type { OpenPortal } from '#test/support/officers.ts'
import { newProgram } from '#test/support/programs.ts'
import { scratchFolder } from '#test/support/scratch.ts'

type Told = Record<string, string>

interface Described {
  operationId: string
  'x-codeSamples'?: { source: string }[]
}

export function commands(portalOf: () => OpenPortal, own: () => { key: string }): void {
  test('every call has one, and each works as it stands', async () => {
    const { origin, database } = portalOf()
    const description = await (await fetch(`${origin}/api/v1/openapi.json`)).json()
    const described = Object.values<Record<string, Described>>(description.paths).flatMap((at) => Object.values(at))
    const left = new Map(described.map((one) => [one.operationId, one['x-codeSamples']?.[0]?.source ?? 'false']))
    const folder = scratchFolder()
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const sh = async (command: string, variables: Told) => {
      const env = { ...process.env, ...variables }
      const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -sS --fail-with-body`], {
        cwd: folder,
        env,
      })
      return stdout === '' ? null : JSON.parse(stdout)
    }
    const as = (KEY: string) => (id: Example, variables: Told) => {
      const command = left.get(id) ?? ''
      left.delete(id)
      return sh(command, { KEY, ...variables })
    }
    const saved = (name: string) => readFileSync(path.join(folder, name))

    const filer = as(own().key)
    expect(await filer('validate', {})).toMatchObject({ valid: false })
    const plan = await filer('plan', {})
    expect(plan.recipients.map(({ recipient }: Told) => recipient)).toContain('ppc')
    expect(plan.remarks, 'it uses the words of the form').toEqual([])
    const { reference: REFERENCE, version } = await filer('startReport', {})
    expect((await filer('listReports', {})).reports[0].reference).toBe(REFERENCE)
    expect((await filer('getReport', { REFERENCE })).revision).toBe(0)
    expect((await filer('getDraft', { REFERENCE })).version).toBe(version)
    const { version: VERSION } = await filer('changeDraft', { REFERENCE, VERSION: String(version) })
    expect((await filer('planReport', { REFERENCE })).recipients.length).toBeGreaterThan(0)
    expect(await filer('submitReport', { REFERENCE, VERSION: String(VERSION) })).toMatchObject({ revision: 1 })
    const { deliveries } = (await filer('getBoard', { REFERENCE })).revisions[0]
    expect((await filer('getDelivery', { REFERENCE, DELIVERY: deliveries[0].id })).sending.reference).toBe(REFERENCE)
    expect((await filer('getQuestions', { REFERENCE })).questions).toEqual([])
    expect((await filer('listQuestions', {})).questions).toBeInstanceOf(Array)
    expect(await filer('answerQuestions', { REFERENCE })).toEqual({ revision: 2, waits: false })
    expect((await filer('followUp', { REFERENCE })).version).toBeGreaterThan(VERSION)
    await filer('exportReport', { REFERENCE })
    expect(JSON.parse(saved('report.json').toString()).revisions).toHaveLength(2)
    expect((await filer('importReport', {})).copy).toBe(true)

    const program = await newProgram(database, { recipient: 'ppc', acts: bodyActs })
    const body = as(program.key)
    const [{ id: CASE_FILE }] = (await body('listCaseFiles', {})).caseFiles
    const { id, reference, delivery } = await body('getCaseFile', { CASE_FILE })
    expect(id).toBe(CASE_FILE)
    for (const [act, done] of acts) expect(await body(act, { CASE_FILE })).toEqual({ done })
    const { messages } = await (
      await fetch(`${origin}/api/v1/case-files/${CASE_FILE}`, { headers: { Authorization: `Bearer ${program.key}` } })
    ).json()
    const QUESTION = messages.findLast(({ kind }: Told) => kind === 'question').id
    expect(await body('retract', { CASE_FILE, QUESTION })).toEqual({ done: 'retracted' })
    await body('exportCaseFiles', {})
    expect(saved('case-files.csv').toString()).toContain(reference)
    await body('exportDelivery', { DELIVERY: delivery.id })
    expect(saved('delivery.pdf').subarray(0, 5).toString()).toBe('%PDF-')

    const [vendor, client] = [await personOf(database, '架空運用'), await personOf(database, '架空食品')]
    await changeProfile(client, { 'org-industry': 'manufacturer' }) // it is filled in, and says who gets something
    await mandated(database, client, vendor, { approves: true }, new Date())
    const forClients = { organisationId: vendor.actor.organisationId, forClients: true, acts: filingActs }
    const { key } = await newProgram(database, forClients)
    const [{ number: MANDATE }] = (await as(key)('listMandates', {})).mandates
    const begun = await sh(commandOf('startFor', origin), { KEY: key, MANDATE })
    const empty = { REFERENCE: begun.reference, VERSION: String(begun.version), KEY: key }
    const filled = await sh(commandOf('changeDraft', origin), empty)
    const seen = { REFERENCE: begun.reference, VERSION: String(filled.version) }
    expect(await as(key)('askToSend', seen)).toMatchObject({ draftVersion: filled.version })
    expect((await as(key)('getSendings', seen)).sendings).toMatchObject([{ state: 'waits' }])

    const oauth = await newProgram(database, { recipient: 'ppc', acts: bodyActs }, { kind: 'client' })
    const token = await sh(left.get('token') ?? '', { CLIENT_ID: oauth.clientId, CLIENT_SECRET: oauth.key })
    expect(token.token_type).toBe('Bearer')
    left.delete('token')
    expect([...left.keys()]).toEqual([])
  })
}

const acts = [
  ['acknowledge', 'acknowledged'],
  ['ask', 'asked'],
  ['advise', 'advised'],
  ['close', 'closed'],
  ['reopen', 'reopened'],
] as const
