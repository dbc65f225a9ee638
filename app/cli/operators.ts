/** `madoguchi operators invite <name>`: the link with which a first operator sets up how to sign in. */
import { openDatabase } from '#db/client.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { insertInvitation } from '#db/people/invitations.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
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
  const [operatorId, now] = [newId(), new Date()]
  try {
    const { token, until } = await database.as({ kind: 'operator', operatorId }).transaction(async (tx) => {
      await insertOperator(tx, { operatorId, name }, now)
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
