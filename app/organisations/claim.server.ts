import { mailIn } from '#app/accounts/ask-account.server.ts'
import { contextOf, worldContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { queueJob } from '#db/connections/outbox.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Member, Operator, Tx } from '#db/context.ts'
import {
  endClaim,
  findOpenClaim,
  holdClaim,
  insertClaim,
  renameClaim,
  setClaimCode,
  tryClaimCode,
  type Claim,
} from '#db/organisations/claims.server.ts'
import {
  findOrganisation,
  holdOrganisation,
  markVerified,
  type VerifiedWay,
} from '#db/organisations/organisations.server.ts'
import { findAccount } from '#db/people/accounts.server.ts'
import { countTry } from '#db/people/attempts.server.ts'
import { newCallCode, newShortSecret, normaliseCallCode, normaliseReference } from '#db/sealing/secrets.server.ts'

import { isAnybodysMail } from './anybodys-mail.ts'
import { corporateNumberIn, type OrganisationProblem } from './organise.server.ts'

export interface ClaimForm {
  number: string
  address: string
  mail: string
  note: string
}

export type ClaimProblem =
  | OrganisationProblem
  | 'missingNumber'
  | 'missingAddress'
  | 'wrongMail'
  | 'anybodysMail'
  | 'longAddress'
  | 'longNote'

/** An administrator says which corporation the organisation is. Another claim of the same organisation ends. */
export async function claimCorporation({ db, actor, now }: Context<Member>, typed: ClaimForm): Promise<ClaimProblem[]> {
  const { number, problem } = corporateNumberIn(typed.number)
  const mail = typed.mail === '' ? '' : mailIn(typed.mail)
  const problems: ClaimProblem[] = problem ? [problem] : []
  if (typed.number === '') problems.push('missingNumber')
  if (typed.address === '') problems.push('missingAddress')
  if (mail === null) problems.push('wrongMail')
  if (mail && isAnybodysMail(mail)) problems.push('anybodysMail')
  if (typed.address.length > 300) problems.push('longAddress')
  if (typed.note.length > 2_000) problems.push('longNote')
  if (problems.length > 0 || !number || mail === null) return problems
  const { organisationId, accountId } = actor
  await db.transaction(async (tx) => {
    await inTurn(tx, `claim of ${organisationId}`) // pressed twice: the later one stays
    await tx.become({ kind: 'worker' })
    await endOpen(tx, organisationId, now)
    await tx.become(actor)
    const organisation = await holdOrganisation(tx, organisationId)
    if (!organisation || organisation.personalOf || organisation.verifiedAt) throw new Refusal('forbidden')
    const content = { name: organisation.profile.name, address: typed.address, mail, note: typed.note }
    await insertClaim(tx, { organisationId, accountId, corporateNumber: number, content, now })
    await recordAudit(tx, { reportId: organisationId, did: 'organisation.claimed', now })
  })
  return []
}

export async function endOpenClaim(args: DoorArgs, organisationId: string, now: Date): Promise<void> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => endOpen(tx, organisationId, now))
}

async function endOpen(tx: Tx, organisationId: string, now: Date): Promise<void> {
  const open = await findOpenClaim(tx, organisationId)
  if (open) await endClaim(tx, open.id, { way: null, now })
}

/** `mute`: without a mail server nothing is sent, but the code of a demo is shown. */
export type Mailed = 'sent' | 'mute' | 'often' | 'confirmed' | { code: string }

/** The job makes the code and mails it. Each mail counts, as it goes to an address that anybody may have typed. */
export async function mailClaimCode(args: DoorArgs, { actor, now }: Context<Member>): Promise<Mailed> {
  const { config } = args.context.get(worldContext)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const often = await db.as({ kind: 'anyone' }).transaction((tx) => countTry(tx, `claim mail:${actor.accountId}`, now))
  if (often) return 'often'
  return db.transaction(async (tx) => {
    const claim = await findOpenClaim(tx, actor.organisationId)
    if (!claim || claim.mail === '') throw new Refusal('notFound')
    if (claim.mailConfirmedAt) return 'confirmed'
    if (!config.smtpUrl) return config.demo ? { code: await makeMailCode(tx, claim.id, now) } : 'mute'
    await queueJob(tx, 'claim-mail', { claimId: claim.id }, `claim-mail ${claim.id}`)
    return 'sent'
  })
}

/** As the worker. A new code ends the one before. */
export async function makeMailCode(tx: Tx, claimId: string, now: Date): Promise<string> {
  const code = newCallCode()
  await setClaimCode(tx, claimId, 'mail', code, now)
  return code
}

/** Whoever reads mails at the corporation's domain typed the code. */
export async function confirmClaimMail(
  args: DoorArgs,
  { actor, now }: Context<Member>,
  typed: string,
): Promise<boolean> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const claim = await findOpenClaim(tx, actor.organisationId)
    return claim !== null && tryClaimCode(tx, claim.id, 'mail', normaliseCallCode(typed) ?? '', now)
  })
}

/** The code of the letter, on top of the confirmed address: the organisation is that corporation; null when it was done. */
export async function confirmClaimLetter(
  args: DoorArgs,
  { actor, now }: Context<Member>,
  typed: string,
): Promise<'codeWrong' | 'letterRenamed' | 'corporationTaken' | null> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const open = await findOpenClaim(tx, actor.organisationId)
    const claim = open && (await holdClaim(tx, open.id))
    if (!claim?.mailConfirmedAt) return 'codeWrong'
    // Whoever got the letter said yes to the name that stands in it.
    if ((await holdOrganisation(tx, claim.organisationId))?.profile.name !== claim.name) return 'letterRenamed'
    if (!(await tryClaimCode(tx, claim.id, 'letter', normaliseReference(typed) ?? '', now))) return 'codeWrong'
    return (await verify(tx, claim.id, 'letter', now)) ? null : 'corporationTaken'
  })
}

/** The operator posts it to the corporation's registered seat. Each letter has a new code, and ends the one before. */
export async function makeLetter({ db, now }: Context<Operator>, claimId: string) {
  return db.transaction(async (tx) => {
    const claim = await holdClaim(tx, claimId)
    if (!claim || claim.endedAt) throw new Refusal('notFound', { next: '/operator/organisations' })
    const code = newShortSecret()
    await setClaimCode(tx, claimId, 'letter', code, now)
    const name = await nameNow(tx, claim)
    await recordAudit(tx, { reportId: claim.organisationId, did: 'organisation.letter', subject: claimId, now })
    const claimant = (await findAccount(tx, { id: claim.accountId }))?.name ?? ''
    return { claim: { ...claim, name }, code, claimant }
  })
}

/** What is posted or verified is the organisation as it is called by then, and the claim says so from then on. */
async function nameNow(tx: Tx, claim: Claim): Promise<string> {
  const name = (await findOrganisation(tx, claim.organisationId))?.profile.name ?? claim.name
  if (name !== claim.name) await renameClaim(tx, claim, name)
  return name
}

export interface Decision {
  verified: boolean
  /** The organisation as the operator's page called it. */
  name: string
  /** What the operator saw: for operators only. */
  evidence: string
  /** What the claimant is told. */
  reason: string
}

/** An operator decides with a reason; null when it was done. */
export async function decideClaim(
  { db, actor, now }: Context<Operator>,
  claimId: string,
  decision: Decision,
): Promise<'missingEvidence' | 'missingReason' | 'taken' | 'renamed' | 'ended' | null> {
  const { verified, name, evidence, reason } = decision
  if (verified && evidence === '') return 'missingEvidence'
  if (reason === '') return 'missingReason'
  return db.transaction(async (tx) => {
    const words = { evidence, reason }
    const claim = await holdClaim(tx, claimId)
    if (!claim || claim.endedAt) return 'ended'
    const organisation = await holdOrganisation(tx, claim.organisationId)
    if (verified && organisation?.profile.name !== name) return 'renamed'
    if (verified) return (await verify(tx, claimId, 'operator', now, { by: actor.operatorId, words })) ? null : 'taken'
    if (!(await endClaim(tx, claimId, { way: null, by: actor.operatorId, words, now }))) return 'ended'
    await recordAudit(tx, { reportId: claim.organisationId, did: 'organisation.refused', subject: claimId, now })
    await tellAdministrators(tx, claim)
    return null
  })
}

/** False when another organisation is that corporation already, or the claim ended meanwhile. */
export async function verify(
  tx: Tx,
  claimId: string,
  way: VerifiedWay,
  now: Date,
  decided: { by?: string; words?: { evidence: string; reason: string } } = {},
): Promise<boolean> {
  const claim = await holdClaim(tx, claimId)
  if (!claim || claim.endedAt) return false
  const { organisationId, corporateNumber } = claim
  await inTurn(tx, `corporation ${corporateNumber}`)
  if (!(await markVerified(tx, organisationId, { way, corporateNumber }, now))) return false
  await nameNow(tx, claim)
  await endClaim(tx, claimId, { way, ...decided, now })
  await recordAudit(tx, {
    reportId: organisationId,
    did: 'organisation.verified',
    subject: claimId,
    details: { way },
    now,
  })
  if (way === 'operator') await tellAdministrators(tx, claim)
  return true
}

/** Whoever made the claim may be gone by now. */
const tellAdministrators = (tx: Tx, { id: key, organisationId }: Claim): Promise<void> =>
  queueNotice(tx, { to: { organisationId, roles: ['administrator'] }, event: 'claim', key })

/** What was found turned out to be wrong, or no longer is so. Recipients see it at every report. */
export async function takeVerificationBack({ db, now }: Context<Operator>, organisationId: string): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holdOrganisation(tx, organisationId))?.verifiedAt) return // pressed twice
    await markVerified(tx, organisationId, null, now)
    await recordAudit(tx, { reportId: organisationId, did: 'organisation.unverified', now })
    await queueNotice(tx, { to: { organisationId, roles: ['administrator'] }, event: 'claim' })
  })
}
