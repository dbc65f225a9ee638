/** Doors of `doors.ts` that open by a link, by a corporate number, or by the way back from a body's provider. */
import { demoOfficers } from '#app/demo/people.ts'
import { corporateNumberIn } from '#app/organisations/organise.server.ts'
import { openAsOwner, type Database } from '#db/client.server.ts'
import type { Member } from '#db/context.ts'
import { insertClaim } from '#db/organisations/claims.server.ts'
import { insertMemberInvitation, markMemberInvitationUsed } from '#db/organisations/member-invitations.server.ts'
import { markVerified } from '#db/organisations/organisations.server.ts'
import { insertInvitation, markInvitationUsed } from '#db/people/invitations.server.ts'
import { insertSignUp, markSignUpUsed } from '#db/people/sign-ups.server.ts'
import { newId, newToken } from '#db/sealing/secrets.server.ts'
import { goToProvider, openProvider } from '#test/support/provider.ts'

import type { Portal } from './portal.ts'

export interface Door {
  path: string
  cookie?: string
  fields?: Record<string, string>
  /** Done before each turn, and not timed: it says what there is to ask. */
  prepare?: () => Promise<Pick<Door, 'path' | 'cookie'>>
}

let visitors = 0

/** Each visitor comes from an address of their own: how often one may come is another matter. */
export function fromElsewhere(): Record<string, string> {
  visitors += 1
  return { 'X-Forwarded-For': `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}` }
}

type Pairs = Record<string, readonly [Door, Door]>

interface Behind {
  inviter: Member
  cookie: string
  now: Date
}

const pair = (start: string, token: string, door: Omit<Door, 'path'> = {}) =>
  [
    { path: `${start}/${token}`, ...door },
    { path: `${start}/${newToken().token}`, ...door },
  ] as const

/** A link that was used is as one that never was: for enrolling, for joining, for a mailed address. */
export async function behindLinks(database: Database, { inviter, cookie, now }: Behind): Promise<Pairs> {
  const { accountId, organisationId } = inviter
  const officerId = demoOfficers[0]?.officerId ?? ''
  const worker = database.as({ kind: 'worker' })
  const used = await worker.transaction(async (tx) => {
    const enrol = (await insertInvitation(tx, officerId, now)).token
    await markInvitationUsed(tx, enrol, now)
    const made = { organisationId, role: 'reader', by: accountId, now } as const
    const join = (await insertMemberInvitation(tx, made)).token
    await markMemberInvitationUsed(tx, join, accountId, now)
    const asked = { name: 'x', mail: 'x@doors.example', language: 'ja', lost: false } as const
    const confirm = (await insertSignUp(tx, asked, now)).token
    await markSignUpUsed(tx, confirm, now)
    return { enrol, join, confirm }
  })
  return {
    'looking at an enrolment link': pair('/enrol', used.enrol),
    'using an enrolment link': pair('/enrol', used.enrol, { fields: { step: 'key' } }),
    'looking at a joining link': pair('/join', used.join, { cookie }),
    'using a joining link': pair('/join', used.join, { cookie, fields: {} }),
    'looking at a mailed link': pair('/account/confirm', used.confirm),
    'using a mailed link': pair('/account/confirm', used.confirm, { fields: { step: 'make' } }),
  }
}

interface Claiming {
  verified: Member
  claimant: Member
  cookie: string
  now: Date
}

/** A corporation that another organisation was verified as, and one that nobody has named. */
export async function claims(database: Database, { verified, claimant, cookie, now }: Claiming): Promise<Pairs> {
  const [taken, free] = [numberFrom('700012345678'), numberFrom('700012345679')]
  await database
    .as({ kind: 'worker' })
    .transaction((tx) => markVerified(tx, verified.organisationId, { way: 'letter', corporateNumber: taken }, now))
  const path = `/organisations/${claimant.organisationId}/claim`
  const claim = (number: string): Door => {
    const fields = { step: 'claim', number, address: '東京都架空区1-1', mail: '', note: '' }
    return { path, cookie, fields }
  }
  const made = (number: string): Door => ({ path: '/organisations', cookie, fields: { name: '架空商会', number } })
  return {
    'claiming a corporation': [claim(taken), claim(free)],
    'an organisation of a corporate number': [made(taken), made(free)],
  }
}

/** Twelve digits with their check digit in front. */
function numberFrom(twelve: string): string {
  const digits = Array.from({ length: 9 }, (_, at) => `${at + 1}${twelve}`)
  return digits.find((number) => corporateNumberIn(number).number !== null) ?? ''
}

interface WayBack {
  others: Member
  cookie: string
  now: Date
}

/** Back from a provider: as somebody suspended or as nobody; with an identity of one's own, for a claim of others or none. */
export async function wayBack(portal: Portal, database: Database, { others, cookie, now }: WayBack): Promise<Pairs> {
  const provider = await openProvider()
  const owner = openAsOwner(portal.databaseUrl)
  await owner`update recipient_policies set issuer = ${provider.issuer} where issuer is not null`
  await owner`update identities set issuer = ${provider.issuer}`
  await owner`update officers set disabled_at = ${now} where id in
    (select login_id from identities where subject = 'ppc-hirano')`
  await owner.end()
  const { organisationId, accountId } = others
  const content = { name: 'x', address: 'x', mail: '', note: '' }
  const claimed = { organisationId, accountId, corporateNumber: numberFrom('700012345670'), content, now }
  const claimId = await database.as({ kind: 'worker' }).transaction((tx) => insertClaim(tx, claimed))
  const back = (from: string, sub: string, by = ''): Door => ({
    path: '',
    prepare: async () => {
      const { nonce, ...came } = await goToProvider(portal.origin, from, { Cookie: by, ...fromElsewhere() })
      provider.say(provider.token(provider.claims(nonce, { sub })))
      return came
    },
  })
  const claiming = (id: string) => back(`/sign-in/openid/organisations?claim=${id}`, 'somebody', cookie)
  return {
    'an identity of a body': [back('/sign-in/openid/ppc', 'ppc-hirano'), back('/sign-in/openid/ppc', 'ppc-nobody')],
    'a claim of others, by a provider': [claiming(claimId), claiming(newId())],
  }
}
