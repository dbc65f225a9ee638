import { data, redirect } from 'react-router'

import { recipientsAt } from '#app/accounts/invite.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { BodyPeople } from '#app/accounts/body-people.tsx'
import { endTeamOf, readBody, saveTeamOf } from '#app/teams/operate-teams.server.ts'
import { TeamForms } from '#app/teams/teams-view.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/text-input.tsx'
import { prefectures } from '#forms/items/prefectures.ts'

import type { Route } from './+types/body'

/** Who is at a body, and its teams: the body's administrator keeps them; an operator where there is none. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const { recipient } = args.params
  if (!recipientsAt(context.now).includes(recipient)) throw new Refusal('notFound')
  return { recipient, ...(await readBody(context, recipient)), done: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const { recipient } = args.params
  if (!recipientsAt(context.now).includes(recipient)) throw new Refusal('notFound')
  const here = `/operator/recipients/${recipient}/people`
  const form = await formOf(args.request)
  const id = textOf(form, 'team') || null
  if (textOf(form, 'do') === 'end' && id) {
    await requireFresh(args)
    await endTeamOf(context, recipient, id)
    leaveFlash(args, 'ended')
    return redirect(here, 303)
  }
  const members = form.getAll('member').filter((one) => typeof one === 'string')
  const wish = { id, name: textOf(form, 'name'), members, prefecture: textOf(form, 'prefecture') }
  const problem = (await isFreshOrStays(args)) ? await saveTeamOf(context, recipient, wish) : 'stale'
  if (problem) return data({ ...wish, problem }, { status: 422 })
  leaveFlash(args, 'saved')
  return redirect(here, 303)
}

export default function Body({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('operating')
  const words = useWords()
  const { recipient, people, teams, done } = loaderData
  const typed = actionData ?? null
  const problems = typed
    ? [{ id: `${typed.id ?? 'new'}-name`, message: t(`case-files:teams.problems.${typed.problem}`) }]
    : []
  const officersOf = (prefecture: string | null) =>
    people
      .filter((one) => !one.suspendedAt && (prefecture === null || one.prefecture === prefecture))
      .map(({ id, name }) => ({ officerId: id, name }))
  return (
    <OperatorPage
      title={t('body.title', { recipient: words.recipient(recipient) })}
      here={null}
      before={<a href="/operator/recipients">{t('body.back')}</a>}
    >
      <ErrorSummary problems={problems} />
      {done && <Notice tone="success" title={t(`case-files:teams.done.${done}`)} announced />}
      <p className="lead">{t('body.lead')}</p>
      <Heading level={2}>{t('body.people')}</Heading>
      {people.length === 0 ? <p>{t('body.nobody')}</p> : <BodyPeople people={people} />}
      <p>
        <a href="/operator/people">{t('body.invite')}</a>
      </p>
      <Heading level={2}>{t('case-files:teams.title')}</Heading>
      <TeamForms
        teams={teams}
        officersOf={officersOf}
        typed={typed}
        action={`/operator/recipients/${recipient}/people`}
        placeOfNew={<Place value={typed?.id === null ? typed.prefecture : ''} />}
      />
    </OperatorPage>
  )
}

function Place({ value }: { value: string }) {
  const { t } = useTranslation('operating')
  const { option } = useWords()
  return (
    <Field id="new-prefecture" label={t('accounts:people.prefecture')} hint={t('body.placeHint')}>
      {(control) => (
        <Select
          {...control}
          name="prefecture"
          span="medium"
          empty={t('accounts:people.everywhere')}
          options={prefectures.map((name) => ({ value: name, label: option('org-address', name, 'prefecture') }))}
          defaultValue={value}
        />
      )}
    </Field>
  )
}
