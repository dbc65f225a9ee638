/** What the doctor looks for among people: who keeps the portal, and is there a body whose reports nobody could read? */
import { recipientsAt } from '#app/accounts/invite.server.ts'
import { demoOperator } from '#app/demo/people.ts'
import type { Database } from '#db/client.server.ts'
import { listOperators } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { prefectures } from '#forms/items/prefectures.ts'
import { levelIf, type Finding } from './finding.ts'

const operatorsOf = (database: Database) => database.as({ kind: 'worker' }).transaction(listOperators)

/** The demo's own operator is made with the demo's world, and never in another. */
export async function isDemoWorld(database: Database): Promise<boolean> {
  const operators = await operatorsOf(database)
  return operators.some(({ operatorId }) => operatorId === demoOperator.operatorId)
}

export async function peopleFindings(database: Database, now: Date): Promise<Finding[]> {
  const [operators, readers] = [await operatorsOf(database), await readersIn(database)]
  const placesOf = (recipient: string) =>
    readers.filter((one) => one.recipient === recipient).map((one) => one.prefecture)
  const unread = recipientsAt(now).filter((recipient) => placesOf(recipient).length === 0)
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
    ...recipientsAt(now).flatMap((recipient) => placeFinding(recipient, placesOf(recipient))),
  ]
}

/**
 * Where everybody at a body is of some prefecture (null: the whole country), nobody reads what comes from the others, from
 * a head office outside Japan, or without an address.
 */
function placeFinding(recipient: string, places: readonly (string | null)[]): Finding[] {
  if (places.length === 0 || places.includes(null)) return []
  const unread = [...prefectures, 'abroad'].filter((place) => !places.includes(place))
  const words = {
    body: [`rules:recipients.${recipient}.name`],
    places: unread.map((prefecture) => `items:org-address.parts.prefecture.options.${prefecture}`),
  }
  return [{ check: 'prefectures', level: 'warn', values: { count: unread.length }, words }]
}

/** Officers and programs of bodies, by where they are. Operators see who they are, and nothing that was sent to them. */
async function readersIn(database: Database): Promise<{ recipient: string; prefecture: string | null }[]> {
  return await database.as({ kind: 'operator', operatorId: newId() }).transaction(
    (tx) => tx.sql<{ recipient: string; prefecture: string | null }[]>`
      select recipient, prefecture from officers where disabled_at is null
      union select recipient, prefecture from machines where disabled_at is null and recipient is not null`,
  )
}
