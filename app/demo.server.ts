import { ConfigError } from '#app/config.server.ts'
import { keepTemplate } from '#app/feedback/templates.server.ts'
import type { Shelf } from '#app/files/shelf.server.ts'
import type { StartedReport } from '#app/reports/start-report.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Operator, Tx } from '#db/context.ts'
import { linkIdentity } from '#db/people/logins.server.ts'
import { insertOfficer, insertOperator, listOfficers, listOperators } from '#db/people/people.server.ts'
import { accountsPolicy, setPolicy } from '#db/people/recipient-policies.server.ts'

import {
  demoAttribute,
  demoMembers,
  demoOfficers,
  demoOperator,
  demoOrganisation,
  demoProvider,
} from './demo/people.ts'
import { stories } from './demo/stories.ts'
import { seedVendors } from './demo-vendors.server.ts'
import { seedMembers } from './demo-members.server.ts'
import { demoTemplates } from './demo/templates.ts'
import { demoOfficerOf, tellStory } from './tell-story.server.ts'

/** What a newcomer needs to open a reporter's board at once. */
export interface DemoReceipt {
  reference: string
  secret: string
}

/**
 * Fills an empty store with invented people and reports, told through the portal's own verbs. A store with an operator
 * is left alone: the operator comes last, so a world that was cut short is told again. Null when it was there already.
 * Without a shelf the stories have no files.
 */
export async function seedDemo(database: Database, now: Date, shelf: Shelf | null = null): Promise<DemoReceipt | null> {
  const known = await database.as({ kind: 'worker' }).transaction(listOperators)
  if (known.length > 0) return null

  const operator: Operator = { kind: 'operator', operatorId: demoOperator.operatorId }
  await database.as(operator).transaction(async (tx) => {
    for (const { officerId, name, recipient, prefecture = null, administers } of demoOfficers) {
      const role = administers ? 'administrator' : 'officer'
      await insertOfficer(tx, { officerId, name, recipient, prefecture, role }, now)
    }
  })
  for (const { by, ...template } of demoTemplates) {
    const officer = demoOfficerOf(by)
    await keepTemplate({ db: database.as(officer), actor: officer, now }, null, template)
  }
  const told = await tellAll(database, now, shelf)
  const members = told[stories.findIndex(({ id }) => id === demoOrganisation.story)]
  const client = members ? await seedMembers(database, members.id, now) : null
  const reports = new Map(stories.map(({ id }, at) => [id, told[at]?.id ?? '']))
  await seedVendors(database, reports, client, now)
  await database.as(operator).transaction(async (tx) => {
    await insertOperator(tx, demoOperator, now)
    await connectProvider(tx, now)
  })

  const shown = told[stories.findIndex(({ id }) => id === 'hospital')]
  if (!shown) throw new Error('The demo world has no hospital')
  return { reference: shown.reference, secret: shown.secret }
}

/**
 * Whoever starts the demo with the settings of a portal that is none would open the desks of real people to everybody.
 * Throws a ConfigError. The officers are what a demo world begins with.
 */
export async function refuseOtherWorld(database: Database): Promise<void> {
  const [operators, officers] = await database
    .as({ kind: 'worker' })
    .transaction(async (tx) => [await listOperators(tx), await listOfficers(tx)] as const)
  const isDemo = officers.some(({ officerId }) => demoOfficers.some((known) => known.officerId === officerId))
  if (isDemo || operators.length + officers.length === 0) return
  throw new ConfigError('MADOGUCHI_DEMO=1 is refused: the database of DATABASE_URL has people of its own.')
}

/** A few at a time: told all at once, on a slow machine one waits for the store longer than the store lets anybody wait. */
async function tellAll(database: Database, now: Date, shelf: Shelf | null): Promise<StartedReport[]> {
  const told: StartedReport[] = []
  const untold = stories.entries()
  const tellOn = async () => {
    for (const [at, story] of untold) told[at] = await tellStory(database, story, now, shelf)
  }
  await Promise.all([tellOn(), tellOn(), tellOn()])
  return told
}

/** The commission's officers can come in by its own provider, too. */
async function connectProvider(tx: Tx, now: Date): Promise<void> {
  const { recipient, ...provider } = demoProvider
  await setPolicy(tx, { recipient, means: ['passkey', 'totp', 'openid'], provider }, now)
  const attributed = { ...provider, attribute: demoAttribute }
  await setPolicy(tx, { recipient: accountsPolicy, means: ['passkey', 'totp', 'openid'], provider: attributed }, now)
  for (const { id, accountId } of demoMembers) {
    await linkIdentity(tx, accountId, { issuer: provider.issuer, subject: id }, now)
  }
  for (const officer of demoOfficers.filter((each) => each.recipient === recipient)) {
    await linkIdentity(tx, officer.officerId, { issuer: provider.issuer, subject: officer.id }, now)
  }
}
