import { Refusal } from '#app/http/refusal.ts'
import { listClaims, type Claim } from '#db/claims.server.ts'
import type { Context, Operator } from '#db/context.ts'
import { countMandates } from '#db/mandate-files.server.ts'
import { listColleagues } from '#db/memberships.server.ts'
import { findOrganisation } from '#db/organisations.server.ts'
import { listOperators } from '#db/people.server.ts'

/** What an operator decides on. Of an organisation's reports there is nothing here, not even how many. */
export async function readOrganisation({ db, now }: Context<Operator>, id: string) {
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, id)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound')
    const claims = await listClaims(tx, id)
    const operators = new Map((await listOperators(tx)).map(({ operatorId, name }) => [operatorId, name]))
    const open = claims.find(({ endedAt }) => endedAt === null)
    const { profile, corporateNumber, verifiedAt, verifiedWay } = organisation
    return {
      organisation: { name: profile.name, corporateNumber, verifiedAt, verifiedWay },
      people: (await listColleagues(tx, id)).map(({ name, role }) => ({ name, role })),
      mandates: await countMandates(tx, id, now),
      open: open ? openView(open) : null,
      past: claims.flatMap((claim) => (claim.endedAt ? [pastView(claim, claim.endedAt, operators)] : [])),
    }
  })
}

const openView = ({ id, corporateNumber, madeAt, address, mail, note, mailConfirmedAt, letterMadeAt }: Claim) => ({
  id,
  corporateNumber,
  madeAt,
  address,
  mail,
  note,
  mailConfirmedAt,
  letterMadeAt,
})

const pastView = (
  { id, corporateNumber, way, words, decidedBy }: Claim,
  endedAt: Date,
  names: ReadonlyMap<string, string>,
) => ({
  id,
  corporateNumber,
  endedAt,
  way,
  words,
  by: names.get(decidedBy ?? '') ?? null,
})

export type OpenClaimView = ReturnType<typeof openView>
export type PastClaimView = ReturnType<typeof pastView>
