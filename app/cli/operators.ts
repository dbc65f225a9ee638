/** `madoguchi operators invite <name>`: the link with which a first operator sets up how to sign in. */
import { openDatabase } from '#db/client.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import type { Tx } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { insertInvitation } from '#db/people/invitations.server.ts'
import { insertOperator, listPeople } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

export async function run([what, ...words]: string[]): Promise<number> {
  const name = words.join(' ').trim()
  if (what === 'invite' && name !== '' && name.length <= 60) return withStore((store) => invite(store, name))
  say('madoguchi operators invite <name>')
  return 2
}

async function invite({ config, url, keyring }: CommandStore, name: string): Promise<number> {
  const appUrl = config.databaseAppUrl ?? undefined
  await prepareDatabase({ url, appUrl, keyring })
  const database = openDatabase({ url, ...(appUrl ? { appUrl } : {}), keyring, connections: 1 })
  const [id, now] = [newId(), new Date()]
  const as = (operatorId: string) => database.as({ kind: 'operator', operatorId })
  try {
    const known = await as(id).transaction((tx) => findOperator(tx, name, now))
    if (known?.comesIn) {
      say(`${name} is an operator already: another one gives a new link at /operator/people. Or give another name.`)
      return 1
    }
    const operatorId = known?.id ?? id
    const { token, until } = await as(operatorId).transaction(async (tx) => {
      if (!known) await insertOperator(tx, { operatorId, name }, now)
      await recordAtDoor(tx, { did: 'person.invited', person: operatorId, now })
      return insertInvitation(tx, operatorId, now)
    })
    say(`${config.origin ?? `http://localhost:${config.port ?? 3000}`}/enrol/${token}`)
    say(`For ${name}, once, until ${until.toISOString()}. Hand it over in person or by telephone and mail apart.`)
    return 0
  } finally {
    await database.end()
  }
}

/** An invitation that was lost is given again to the same person, who would stand in the list twice. */
async function findOperator(tx: Tx, name: string, now: Date): Promise<{ id: string; comesIn: boolean } | null> {
  const known = (await listPeople(tx, now)).filter((person) => person.kind === 'operator' && person.name === name)
  const waits = known.find(({ passkeys, hasKey, suspendedAt }) => passkeys === 0 && !hasKey && !suspendedAt)
  const found = waits ?? known[0]
  return found ? { id: found.id, comesIn: found !== waits } : null
}
