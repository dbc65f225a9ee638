import { data, redirect } from 'react-router'

import { fieldOf } from '#app/accounts/invitation.ts'
import { InviteForm } from '#app/accounts/invite-form.tsx'
import {
  changeRole,
  invitePerson,
  recipientsAt,
  resetPerson,
  suspendPerson,
  type Invitation,
} from '#app/accounts/invite.server.ts'
import { NewLink } from '#app/accounts/new-link.tsx'
import { PeopleTable } from '#app/accounts/people-table.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator, type DoorArgs } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { listPeople } from '#db/people/people.server.ts'

import type { Route } from './+types/people'

/** Who can sign in. Whoever comes here shows a factor first: from here one lets people in. */
export async function loader(args: Route.LoaderArgs) {
  const { db, actor, now } = await requireOperator(args)
  await requireFresh(args)
  const people = await db.transaction((tx) => listPeople(tx, now))
  return { people, self: actor.operatorId, recipients: recipientsAt(now), said: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'invite') return invite(args, form)
  await requireFresh(args)
  const id = textOf(form, 'person')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  if (step === 'reset') return linkOf(args, await resetPerson(context, id))
  if (step === 'role') await changeRole(context, id, textOf(form, 'role'))
  else if (step === 'suspend' || step === 'return') await suspendPerson(context, id, step === 'suspend')
  else throw new Refusal('badForm')
  leaveFlash(args, step)
  return redirect('/operator/people', 303)
}

async function invite(args: DoorArgs, form: FormData) {
  const context = await requireOperator(args)
  const typed = {
    name: textOf(form, 'name'),
    recipient: textOf(form, 'recipient'),
    prefecture: textOf(form, 'prefecture'),
    role: textOf(form, 'role'),
  }
  // What was typed stays: the way to show a factor again opens beside it.
  if (!(await isFreshOrStays(args))) return data({ typed, problems: ['stale' as const] }, { status: 422 })
  const made = await invitePerson(context, typed)
  if ('problems' in made) return data({ typed, problems: made.problems }, { status: 422 })
  return linkOf(args, made)
}

function linkOf({ request }: DoorArgs, { token, name, until }: Invitation) {
  return data({ link: `${new URL(request.url).origin}/enrol/${token}`, name, until }, { status: 200 })
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const { people, self, recipients, said: done } = loaderData
  const problems = actionData && 'problems' in actionData ? actionData.problems : []
  const typed = actionData && 'typed' in actionData ? actionData.typed : null
  const said = problems.map((code) => ({ id: fieldOf[code], message: t(`people.problems.${code}`), code }))
  return (
    <OperatorPage title={t('people.title')} here="people">
      {done && <Notice tone="success" title={t(`people.said.${done}`)} announced />}
      <ErrorSummary problems={said} />
      {actionData && 'link' in actionData && <NewLink {...actionData} />}
      <p className="lead">{t('people.lead')}</p>
      <p>
        <a href="#name">{t('people.invite')}</a>
      </p>
      <PeopleTable people={people} self={self} />
      <p>
        <a href="/operator/people/unknown">{t('people.unknown')}</a>
      </p>
      <p>
        <a href="/operator/recipients">{t('operating:body.all')}</a>
      </p>
      <Heading level={2}>{t('people.invite')}</Heading>
      <InviteForm recipients={recipients} typed={typed} problems={said} />
    </OperatorPage>
  )
}
