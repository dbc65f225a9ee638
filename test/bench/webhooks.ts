/**
 * `node test/bench/webhooks.ts --rounds 10`: a receiver of webhooks counts what it is told while the portal is killed in a stream
 * of submissions, over and over. Every delivery is told, each under one id. Needs a build.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import postgres from 'postgres'

import { newWebhookSecret } from '#app/webhooks/sign.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { insertWebhook } from '#db/webhooks.server.ts'
import { officerNamed } from '#test/support/officers.ts'

import { crashRound } from './crash-round.ts'
import { removePortal, startPortal, type Portal } from './portal.ts'

const { values: told } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
/** Almost every report goes there. */
const { officerId, name, recipient } = officerNamed('nco-tachibana')
const environment = { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' }

/** The ids under which each delivery was told, and how often in all. */
const heard = new Map<string, Set<string>>()
let messages = 0
const receiver = http.createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { deliveryId: string } } // ours
  heard.set(data.deliveryId, (heard.get(data.deliveryId) ?? new Set()).add(String(request.headers['webhook-id'])))
  messages += 1
  // Now and then it fails, or breaks the connection after it took the message.
  if (messages % 17 === 0) return void request.socket.destroy()
  response.writeHead(messages % 11 === 0 ? 503 : 204).end()
})
await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))

let portal = await startPortal({ environment })
const begun = new Date()
try {
  await addEndpoint(portal, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`) // a TCP server has a port
  for (let round = 1; round <= Number(told.rounds); round++) {
    const killAfterMs = 300 + Math.random() * 2_000
    const after = await crashRound({ portal, filings: 80, killAfterMs, environment })
    portal = after.portal
    console.log(`${round}: ${JSON.stringify({ ...after.round, heard: heard.size, messages })}`)
  }
  process.exitCode = (await settle(portal)) ? 0 : 1
} finally {
  receiver.closeAllConnections()
  receiver.close()
  await portal.stop()
  await removePortal(portal.folder)
}

async function addEndpoint({ databaseUrl, keysFile }: Portal, url: string): Promise<void> {
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await owner`update officers set role = 'administrator' where id = ${officerId}`
  await owner.end()
  const database = openDatabase({ url: databaseUrl, keyring: openKeyring(keysFile), connections: 1 })
  const actor: Officer = { kind: 'officer', officerId, name, recipient, prefecture: null, role: 'administrator' }
  const events = ['delivery.received', 'revision.received']
  await database
    .as(actor)
    .transaction((tx) =>
      insertWebhook(tx, { url, secrets: [newWebhookSecret(begun)], events, contentKey: null, now: begun }),
    )
  await database.end()
}

/** Waits until nothing is on its way, and compares. */
async function settle({ databaseUrl }: Portal): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const rows = await sql<
    { id: string }[]
  >`select id from deliveries where recipient = ${recipient} and sent_at >= ${begun}`
  if (rows.length === 0) throw new Error('nothing was delivered there')
  const waiting = () => rows.filter(({ id }) => !heard.has(id)).length
  for (let second = 0; second < 420 && waiting() > 0; second++) await wait(1_000)
  await sql.end()
  const twice = [...heard.values()].filter((ids) => ids.size > 1).length
  const strange = [...heard.keys()].filter((id) => !rows.some((row) => row.id === id)).length
  console.log(
    `${rows.length} deliveries: ${waiting()} never told, ${twice} under two ids, ${strange} that are none; ` +
      `${messages - heard.size} repeated after a failure, under their own id`,
  )
  return waiting() === 0 && twice === 0 && strange === 0
}
