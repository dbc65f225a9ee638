import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { decideClaim, takeVerificationBack } from '#app/organisations/claim.server.ts'
import { ClaimDecision, PastClaims } from '#app/organisations/claim-decision.tsx'
import { EndLinks } from '#app/organisations/end-links.tsx'
import { MemberTable } from '#app/organisations/member-table.tsx'
import { changeRoleIn, endLinksOf, readOrganisation } from '#app/organisations/operate.server.ts'
import { isMemberRole } from '#app/organisations/organise.server.ts'
import { NewLink } from '#app/organisations/join-link.tsx'
import { ProposalCard } from '#app/organisations/proposal-card.tsx'
import {
  confirmAdministrator,
  proposeAdministrator,
  putProposalBack,
} from '#app/organisations/propose-administrator.server.ts'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Context, Operator } from '#db/context.ts'

import type { Route } from './+types/organisation'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  return { ...(await readOrganisation(context, idIn(args.params.organisation))), said: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const id = idIn(args.params.organisation)
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'back') {
    await requireFresh(args)
    await takeVerificationBack(context, id)
    leaveFlash(args, 'back')
    return redirect('/operator/organisations', 303)
  }
  if (step === 'role' || step === 'uninvite') {
    await requireFresh(args)
    leaveFlash(args, step === 'role' ? await changeRole(context, id, form) : await endLinks(context, id))
    return redirect(`/operator/organisations/${id}`, 303)
  }
  if (step === 'propose' || step === 'confirm' || step === 'put-back')
    return decideProposal(args, context, { id, step, form })
  if (step !== 'verify' && step !== 'refuse') throw new Refusal('badForm')
  const typed = { evidence: textOf(form, 'evidence').slice(0, 2_000), reason: textOf(form, 'reason').slice(0, 2_000) }
  const fresh = await isFreshOrStays(args)
  const claim = idIn(textOf(form, 'claim'))
  const decision = { verified: step === 'verify', name: textOf(form, 'called'), ...typed }
  const problem = fresh ? await decideClaim(context, claim, decision) : 'stale'
  if (problem === 'ended') {
    leaveFlash(args, 'claimEnded')
    return redirect(`/operator/organisations/${id}`, 303)
  }
  if (problem) return data({ typed, problem, ...nothing }, { status: 422 })
  leaveFlash(args, step === 'verify' ? 'verified' : 'refused')
  return redirect('/operator/organisations', 303)
}

const nothing = { link: null, checked: null }

/** By one operator, and by another. */
async function decideProposal(
  args: Route.ActionArgs,
  context: Context<Operator>,
  { id, step, form }: { id: string; step: 'propose' | 'confirm' | 'put-back'; form: FormData },
) {
  const typed = { evidence: '', reason: '' }
  if (step === 'propose') {
    const told = textOf(form, 'checked').slice(0, 2_000)
    const fresh = await isFreshOrStays(args)
    const problem = fresh ? await proposeAdministrator(context, id, told) : 'stale'
    if (problem) return data({ typed, problem: null, link: null, checked: { told, problem } }, { status: 422 })
    leaveFlash(args, 'proposed')
    return redirect(`/operator/organisations/${id}`, 303)
  }
  await requireFresh(args)
  const proposal = idIn(textOf(form, 'proposal'))
  if (step === 'put-back') await putProposalBack(context, id, proposal)
  const made = step === 'confirm' ? await confirmAdministrator(context, id, proposal) : null
  if (made) {
    const link = { link: `${new URL(args.request.url).origin}/join/${made.token}`, until: made.until }
    return data({ typed, problem: null, checked: null, link: { ...link, role: 'administrator' } })
  }
  leaveFlash(args, step === 'confirm' ? 'notConfirmed' : 'putBack')
  return redirect(`/operator/organisations/${id}`, 303)
}

async function changeRole(context: Context<Operator>, id: string, form: FormData): Promise<string> {
  const [accountId, role] = [idIn(textOf(form, 'account')), textOf(form, 'role')]
  if (!isMemberRole(role)) throw new Refusal('badForm')
  return (await changeRoleIn(context, id, { accountId, role })) ?? 'role'
}

async function endLinks(context: Context<Operator>, id: string): Promise<string> {
  await endLinksOf(context, id)
  return 'uninvited'
}

function idIn(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('notFound')
  return text
}

/** The field that a problem belongs to; what was proved too long ago is nobody's fault, and stands at the first one. */
function fieldOf(code: string): 'claim' | 'evidence' | 'reason' {
  if (code === 'taken' || code === 'renamed') return 'claim'
  return code === 'missingReason' ? 'reason' : 'evidence'
}

/** Nothing was done, and why. */
const cautions: ReadonlySet<string> = new Set(['lastAdministrator', 'notConfirmed', 'claimEnded'])

export default function OperatorOrganisation({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { organisation, people, links, mandates, proposal, open, past, said } = loaderData
  const { name, corporateNumber, verifiedAt, verifiedWay, needsApproval } = organisation
  const code = actionData?.problem
  const problem = code ? { id: fieldOf(code), message: t(`problems.${code}`) } : null
  const checked = actionData?.checked
  const unchecked = checked ? t(`operating:proposal.problems.${checked.problem}`) : undefined
  return (
    <OperatorPage title={name} here={null} before={<a href="/operator/organisations">{t('operator.backToAll')}</a>}>
      {said && (
        <Notice
          tone={cautions.has(said) ? 'warning' : 'success'}
          title={t(`operating:members.said.${said}`)}
          announced
        />
      )}
      <ErrorSummary
        problems={[...(problem ? [problem] : []), ...(unchecked ? [{ id: 'checked', message: unchecked }] : [])]}
      />
      {actionData?.link && <NewLink {...actionData.link} />}
      <DescriptionList
        rows={[
          { term: t('number'), children: corporateNumber ?? t('noNumber') },
          { term: t('state'), children: <OrganisationStanding verified={verifiedAt !== null} /> },
          ...(verifiedAt
            ? [
                {
                  term: t('how'),
                  children: t('verifiedAt', { at: dateTime(verifiedAt.toISOString()), how: t(`ways.${verifiedWay}`) }),
                },
              ]
            : []),
          {
            term: t('operating:members.second'),
            children: t(needsApproval ? 'operating:members.secondNeeded' : 'operating:members.secondNot'),
          },
          { term: t('operator.mandates'), children: t('operator.mandatesText', { ...mandates }) },
        ]}
      />
      {open && (
        <ClaimDecision
          claim={open}
          typed={actionData?.typed ?? { evidence: '', reason: '' }}
          error={problem}
          stale={actionData?.problem === 'stale'}
        />
      )}
      {verifiedAt && (
        <ConfirmForm
          name="step"
          value="back"
          look="danger"
          question={t('operator.takeBackAsk', { name })}
          yes={t('operator.takeBack')}
          no={t('accounts:people.no')}
        />
      )}
      <Heading level={2}>{t('people.title')}</Heading>
      <p>{t('operating:members.lead')}</p>
      <MemberTable people={people} self={null} may />
      <OpenLinks links={links} />
      <ProposalCard proposal={proposal} typed={checked?.told ?? ''} error={unchecked} />
      {past.length > 0 && (
        <>
          <Heading level={2}>{t('operator.past')}</Heading>
          <PastClaims past={past} />
        </>
      )}
    </OperatorPage>
  )
}

function OpenLinks({ links }: { links: readonly { role: string; expiresAt: Date }[] }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  if (links.length === 0) return null
  return (
    <>
      <ul className="list">
        {links.map(({ role, expiresAt }, index) => (
          <li key={index}>
            {t('operating:links.join', {
              role: t(`account:roles.${role}`),
              until: dateTime(expiresAt.toISOString()),
            })}
          </li>
        ))}
      </ul>
      <EndLinks />
    </>
  )
}
