/** For whom the program of an organisation acts: for itself, or as a vendor for its clients. */
import type { Context, Tx, Vendor } from '#db/context.ts'
import { heldMandates } from '#db/mandates/mandates.server.ts'
import { insertProgram, type NewProgram } from '#db/programs/programs.server.ts'
import { listClients } from '#db/vendors/vendor-clients.server.ts'

import type { Keeper } from './programs.server.ts'

export interface MandateChoice {
  id: string
  number: string
  client: string
}

/** own, clients (all of them), or the id of one mandate. */
export type Whose = string

const most = 1_000 // as many as a vendor has

/** The mandates that a program can be made for. A body has none, and an organisation that acts for nobody neither. */
export async function mandatesOf({ db, actor, now }: Context<Keeper>): Promise<MandateChoice[]> {
  if (actor.kind === 'officer') return []
  const { accountId, organisationId } = actor
  const vendor: Vendor = { kind: 'vendor', accountId, organisationId, mandateIds: [] }
  return db.as(vendor).transaction(async (tx) => {
    const mandateIds = await heldMandates(tx, organisationId, now)
    if (mandateIds.length === 0) return []
    await tx.become({ ...vendor, mandateIds })
    const clients = await listClients(tx, organisationId, { after: null, limit: most })
    return clients.map(({ mandate, label }) => ({
      id: mandate.id,
      number: mandate.number,
      client: label || mandate.words.client,
    }))
  })
}

/** As the keeper. Under one mandate it is made by the vendor that holds it: row security compares. */
export async function insertFor(
  tx: Tx,
  actor: Keeper,
  { name, acts, whose }: { name: string; acts: readonly string[]; whose: Whose },
  now: Date,
): Promise<string> {
  if (actor.kind === 'officer') {
    const { recipient, prefecture } = actor
    return insertProgram(tx, { ...nobody, name, acts, recipient, prefecture }, now)
  }
  const { accountId, organisationId } = actor
  if (whose === 'own' || whose === 'clients') {
    return insertProgram(tx, { ...nobody, name, acts, organisationId, forClients: whose === 'clients' }, now)
  }
  await tx.become({ kind: 'vendor', accountId, organisationId, mandateIds: [whose] })
  const id = await insertProgram(tx, { ...nobody, name, acts, organisationId, mandateId: whose }, now)
  await tx.become(actor)
  return id
}

const nobody: Omit<NewProgram, 'name' | 'acts'> = {
  recipient: null,
  prefecture: null,
  organisationId: null,
  mandateId: null,
  forClients: false,
}
