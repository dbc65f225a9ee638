/** A receiver of webhooks on the loopback that counts what it is told: by delivery, and under which ids. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { newWebhookSecret } from '#app/webhooks/sign.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { insertWebhook } from '#db/programs/webhooks.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { officerNamed } from '#test/support/officers.ts'
import type { Portal } from './portal.ts'

/** Almost every report goes there. */
const { officerId, name, recipient } = officerNamed('nco-tachibana')

export interface Told {
  deliveries: number
  /** Deliveries of which the receiver was never told, until patience ended. */
  never: number
  /** Deliveries told under more than one id: a receiver would count them twice. */
  twice: number
  /** Told, and no delivery. */
  strange: number
  /** Told again under the same id, as happens after a failure or a kill; a receiver knows them by it. */
  repeated: number
}

export interface Receiver {
  /** Registers it with the portal. From then on deliveries count. Needs a portal with demo people. */
  add(portal: Portal): Promise<void>
  /** Waits until all that was delivered was told, so many seconds at most, and compares. */
  settle(portal: Portal, seconds: number): Promise<Told>
  close(): void
}

/** `failing`: now and then it answers 503, or breaks the connection after it took the message. */
export async function openReceiver({ failing }: { failing: boolean }): Promise<Receiver> {
  const heard = new Map<string, Set<string>>()
  let messages = 0
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { deliveryId: string } } // ours
    heard.set(data.deliveryId, (heard.get(data.deliveryId) ?? new Set()).add(String(request.headers['webhook-id'])))
    messages += 1
    if (failing && messages % 17 === 0) return void request.socket.destroy()
    response.writeHead(failing && messages % 11 === 0 ? 503 : 204).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const begun = new Date()
  return {
    add: (portal) => addEndpoint(portal, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, begun), // TCP
    async settle({ databaseUrl }, seconds) {
      const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
      const ids = await deliveriesSince(sql, begun)
      await sql.end()
      const never = () => [...ids].filter((id) => !heard.has(id)).length
      for (let second = 0; second < seconds && never() > 0; second++) await wait(1_000)
      return {
        deliveries: ids.size,
        never: never(),
        twice: [...heard.values()].filter((under) => under.size > 1).length,
        strange: [...heard.keys()].filter((id) => !ids.has(id)).length,
        repeated: messages - heard.size,
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function deliveriesSince(sql: Sql, begun: Date): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select id from deliveries where recipient = ${recipient} and sent_at >= ${begun}`
  if (rows.length === 0) throw new Error('nothing was delivered there')
  return new Set(rows.map(({ id }) => id))
}

async function addEndpoint({ databaseUrl, keysFile }: Portal, url: string, now: Date): Promise<void> {
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await owner`update officers set role = 'administrator' where id = ${officerId}`
  await owner.end()
  const database = openDatabase({ url: databaseUrl, keyring: openKeyring(keysFile), connections: 1 })
  const actor: Officer = { kind: 'officer', officerId, name, recipient, prefecture: null, role: 'administrator' }
  const events = ['delivery.received', 'revision.received']
  await database
    .as(actor)
    .transaction((tx) => insertWebhook(tx, { url, secrets: [newWebhookSecret(now)], events, contentKey: null, now }))
  await database.end()
}
