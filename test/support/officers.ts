/** A portal with its demo world, asked over HTTP by its officers, and its store at hand. */
import { demoOfficers } from '#app/demo/people.ts'
import type { DemoOfficerId } from '#app/demo/story.ts'
import { openDatabase, type Database } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { startServer } from './server.ts'

export interface OpenPortal {
  origin: string
  database: Database
  stop(): Promise<void>
}

export async function openPortal(environment: Readonly<Record<string, string>> = {}): Promise<OpenPortal> {
  const { origin, databaseUrl, keysFile, stop } = await startServer(environment)
  const database = openDatabase({ url: databaseUrl, keyring: openKeyring(keysFile) })
  return {
    origin,
    database,
    async stop() {
      await database.end()
      await stop()
    },
  }
}

export interface Visitor {
  get(address: string, options?: RequestInit): Promise<Response>
  post(address: string, form: Record<string, string>): Promise<Response>
}

/** To pack and unpack a page takes a quarter of the work of asking for it; that packed ones are whole is tested in http. */
export const plain = { 'Accept-Encoding': 'identity' }

/** Comes in at the demo's entrance as this person. */
export async function signedIn(origin: string, person: string): Promise<Visitor> {
  const entered = await fetch(`${origin}/demo`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    redirect: 'manual',
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const ask = (address: string, options: RequestInit = {}) =>
    fetch(`${origin}${address}`, {
      redirect: 'manual',
      ...options,
      headers: { Cookie: cookie, ...plain, ...options.headers },
    })
  return { get: ask, post: (address, form) => ask(address, { method: 'POST', body: new URLSearchParams(form) }) }
}

export function officerNamed(id: DemoOfficerId) {
  const officer = demoOfficers.find((one) => one.id === id)
  if (!officer) throw new Error(`nobody is called ${id}`)
  return officer
}
