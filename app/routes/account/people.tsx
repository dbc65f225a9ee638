import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { EndLinks } from '#app/organisations/end-links.tsx'
import { NewLink } from '#app/organisations/join-link.tsx'
import { MemberTable } from '#app/organisations/member-table.tsx'
import { changeMember, endAllInvitations, inviteMember, isMemberRole } from '#app/organisations/organise.server.ts'
import { Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findProposal } from '#db/organisations/administrator-proposals.server.ts'
import { listOpenInvitations } from '#db/organisations/member-invitations.server.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { listColleagues } from '#db/organisations/memberships.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

import type { Route } from './+types/people'

export async function loader(args: Route.LoaderArgs) {
  const { db, actor, now } = await requireMember(args, args.params.organisation)
  const { organisationId } = actor
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, organisationId)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound', { next: '/organisations' })
    return {
      id: organisationId,
      name: organisation.profile.name,
      people: await listColleagues(tx, organisationId),
      invited: await listOpenInvitations(tx, organisationId, now),
      proposed: (await findProposal(tx, organisationId, now)) !== null,
      self: actor.accountId,
      may: actor.role === 'administrator',
      said: takeFlash(args),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  const context = await requireMember(args, args.params.organisation, 'manage')
  const form = await formOf(args.request)
  const [step, role, account] = [textOf(form, 'step'), textOf(form, 'role'), textOf(form, 'account')]
  if (step === 'invite') {
    const { token, until } = await inviteMember(context, role)
    return data({ link: `${new URL(args.request.url).origin}/join/${token}`, until, role })
  }
  if (step === 'uninvite') {
    await endAllInvitations(context)
    leaveFlash(args, 'invitationsEnded')
  } else if ((step === 'role' && isMemberRole(role)) || step === 'end') {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(account)) throw new Refusal('notFound')
    const kept = await changeMember(context, account, step === 'role' && isMemberRole(role) ? role : null)
    leaveFlash(args, kept ?? 'changed')
  } else throw new Refusal('badForm')
  return redirect(`/organisations/${context.actor.organisationId}/people`, 303)
}

/** Who belongs to an organisation. Everybody there sees it; its administrators change it. */
export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { id, name, people, invited, proposed, self, may, said } = loaderData
  return (
    <AccountPage
      title={t('people.title')}
      here="organisations"
      said={said}
      before={<a href={`/organisations/${id}`}>{t('claim.back', { name })}</a>}
    >
      {actionData && <NewLink {...actionData} />}
      {(proposed || invited.some(({ byOperators }) => byOperators)) && (
        <Notice tone="warning" title={t('people.byOperators')}>
          <p>{t('people.byOperatorsText')}</p>
        </Notice>
      )}
      <MemberTable people={people} self={self} may={may} />
      {may && (
        <>
          <Heading level={2}>{t('people.invite')}</Heading>
          <p>{t('people.inviteText')}</p>
          <form method="post" className="stack">
            <FieldGroup id="role" label={t('people.role')}>
              {() => (
                <RadioGroup
                  id="role-choice"
                  name="role"
                  options={memberRoles.map((role) => ({
                    value: role,
                    label: t(`account:roles.${role}`),
                    hint: t(`account:roleHints.${role}`),
                  }))}
                  value="editor"
                />
              )}
            </FieldGroup>
            <Button name="step" value="invite">
              {t('people.makeLink')}
            </Button>
          </form>
          {invited.length > 0 && (
            <>
              <p>{t('people.openLinks', { count: invited.length })}</p>
              <EndLinks />
            </>
          )}
        </>
      )}
    </AccountPage>
  )
}
