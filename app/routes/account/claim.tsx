import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { contextOf } from '#app/context.ts'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ClaimFormView, claimFieldOf } from '#app/organisations/claim-form.tsx'
import {
  claimCorporation,
  confirmClaimLetter,
  confirmClaimMail,
  endOpenClaim,
  mailClaimCode,
} from '#app/organisations/claim.server.ts'
import { OpenClaim } from '#app/organisations/open-claim.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findOpenClaim, listClaims } from '#db/organisations/claims.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { findPolicy, accountsPolicy } from '#db/people/recipient-policies.server.ts'

import type { Route } from './+types/claim'

export async function loader(args: Route.LoaderArgs) {
  const { db, actor } = await requireMember(args, args.params.organisation, 'manage')
  const { organisationId } = actor
  const worker = contextOf(args.context, { kind: 'worker' })
  const { provider } = await worker.db.transaction((tx) => findPolicy(tx, accountsPolicy))
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, organisationId)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound', { next: '/organisations' })
    const open = await findOpenClaim(tx, organisationId)
    const last = (await listClaims(tx, organisationId)).find(({ endedAt, words }) => endedAt && words)
    return {
      id: organisationId,
      name: organisation.profile.name,
      number: organisation.corporateNumber ?? '',
      verified: organisation.verifiedAt !== null,
      refused: last && last.way === null ? (last.words?.reason ?? null) : null,
      hasProvider: provider !== null && provider.attribute !== '',
      open: open && {
        id: open.id,
        number: open.corporateNumber,
        address: open.address,
        mail: open.mail,
        mailConfirmed: open.mailConfirmedAt !== null,
        letterMadeAt: open.letterMadeAt,
      },
      said: takeFlash(args),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  const context = await requireMember(args, args.params.organisation, 'manage')
  const here = `/organisations/${context.actor.organisationId}/claim`
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  const done = (said: string, to = here) => {
    leaveFlash(args, said)
    return redirect(to, 303)
  }
  if (step === 'claim') {
    const typed = {
      number: textOf(form, 'number'),
      address: textOf(form, 'address'),
      mail: textOf(form, 'mail'),
      note: textOf(form, 'note'),
    }
    const problems = await claimCorporation(context, typed)
    return problems.length > 0 ? data({ typed, problems }, { status: 422 }) : done('claimed')
  }
  if (step === 'end') {
    await endOpenClaim(args, context.actor.organisationId, context.now)
    return done('claimEnded')
  }
  if (step === 'mail') {
    const mailed = await mailClaimCode(args, context)
    return typeof mailed === 'string' ? done(mailedSaid[mailed]) : data(mailed)
  }
  if (step !== 'mail-code' && step !== 'letter-code') throw new Refusal('badForm')
  const code = textOf(form, 'code')
  const wrong = (problem: 'codeMissing' | 'codeWrong') => data({ wrong: { step, code, problem } }, { status: 422 })
  if (code === '') return wrong('codeMissing') // no try is spent on it
  if (step === 'mail-code')
    return (await confirmClaimMail(args, context, code)) ? done('mailConfirmed') : wrong('codeWrong')
  const problem = await confirmClaimLetter(args, context, code)
  if (problem === 'codeWrong') return wrong(problem)
  return problem ? done(problem) : done('verified', `/organisations/${context.actor.organisationId}`)
}

const mailedSaid = {
  sent: 'mailSent',
  mute: 'mailMute',
  often: 'askedTooOften',
  confirmed: 'mailConfirmed',
} as const

export default function Claim({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { id, name, number, verified, refused, open, said, hasProvider } = loaderData
  const typed = actionData && 'typed' in actionData ? actionData.typed : null
  const codes = actionData && 'problems' in actionData ? actionData.problems : []
  const wrong = actionData && 'wrong' in actionData ? actionData.wrong : null
  const wrongCode = wrong && { ...wrong, message: t(`claim.wrongCode.${wrong.step}.${wrong.problem}`) }
  const problems = codes.map((code) => ({ id: claimFieldOf[code], message: t(`problems.${code}`) }))
  return (
    <AccountPage
      title={t('claim.title')}
      here="organisations"
      width="narrow"
      said={said}
      before={<a href={`/organisations/${id}`}>{t('claim.back', { name })}</a>}
    >
      <ErrorSummary problems={wrongCode ? [{ id: wrongCode.step, message: wrongCode.message }] : problems} />
      {actionData && 'code' in actionData && (
        <Notice title={t('claim.demoCode')}>
          <p className="secret">{actionData.code}</p>
        </Notice>
      )}
      {refused && !open && (
        <Notice tone="warning" title={t('claim.refused')}>
          <p className="typed">{refused}</p>
        </Notice>
      )}
      {verified && <p className="lead">{t('claim.isVerified')}</p>}
      {!verified && open && <OpenClaim here={`/organisations/${id}/claim`} {...{ open, hasProvider, wrongCode }} />}
      {!verified && !open && (
        <ClaimFormView typed={typed ?? { number, address: '', mail: '', note: '' }} problems={problems} />
      )}
    </AccountPage>
  )
}
