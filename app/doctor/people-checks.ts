/** What the doctor looks for among people: who keeps the portal, and is there a body whose reports nobody could read? */
import { recipientsAt } from '#app/accounts/invite.server.ts'
import { demoOperator } from '#app/demo/people.ts'
import type { Database } from '#db/client.server.ts'
import { listOperators } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { levelIf, type Finding } from './finding.ts'

const operatorsOf = (database: Database) => database.as({ kind: 'worker' }).transaction(listOperators)

/** The demo's own operator is made with the demo's world, and never in another. */
export async function isDemoWorld(database: Database): Promise<boolean> {
  const operators = await operatorsOf(database)
  return operators.some(({ operatorId }) => operatorId === demoOperator.operatorId)
}

export async function peopleFindings(database: Database, now: Date): Promise<Finding[]> {
  const [operators, readers] = [await operatorsOf(database), await readersIn(database)]
  const unread = recipientsAt(now).filter((recipient) => !readers.has(recipient))
  return [
    { check: 'operators', level: levelIf(operators.length > 0, 'warn'), values: { count: operators.length } },
    {
      check: 'bodies',
      level: levelIf(unread.length === 0, 'warn'),
      ...(unread.length > 0 && {
        found: 'unread',
        words: { bodies: unread.map((id) => `rules:recipients.${id}.name`) },
      }),
    },
  ]
}

/** Bodies with an officer or a program of their own. Operators see who they are, and nothing that was sent to them. */
async function readersIn(database: Database): Promise<Set<string>> {
  const rows = await database.as({ kind: 'operator', operatorId: newId() }).transaction(
    (tx) => tx.sql<{ recipient: string }[]>`
      select recipient from officers where disabled_at is null
      union select recipient from machines where disabled_at is null and recipient is not null`,
  )
  return new Set(rows.map(({ recipient }) => recipient))
}
