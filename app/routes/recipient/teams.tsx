import { data, redirect } from 'react-router'

import { NameForm } from '#app/accounts/name-form.tsx'
import { renameColleague } from '#app/accounts/rename-person.server.ts'
import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { TeamForms, TeamList } from '#app/teams/teams-view.tsx'
import { officersFor, readTeams, removeTeam, saveTeam } from '#app/teams/teams.server.ts'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/teams'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const { teams, officers } = await readTeams(context)
  return {
    officer: { name, recipient, prefecture },
    administers: isAdministrator(context.actor),
    teams,
    officers: officersFor(prefecture, officers).map(({ officerId, name: theirs }) => ({ officerId, name: theirs })),
    done: takeFlash(args),
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  if (textOf(form, 'step') === 'name') return rename(args, form)
  const id = textOf(form, 'team') || null
  if (textOf(form, 'do') === 'end' && id) {
    await removeTeam(context, id)
    leaveFlash(args, 'ended')
    return redirect('/desk/teams', 303)
  }
  const members = form.getAll('member').filter((one) => typeof one === 'string')
  const wish = { id, name: textOf(form, 'name'), members }
  const problem = await saveTeam(context, wish)
  if (problem) return data({ ...wish, problem }, { status: 422 })
  leaveFlash(args, 'saved')
  return redirect('/desk/teams', 303)
}

async function rename(args: Route.ActionArgs, form: FormData) {
  const [person, called] = [textOf(form, 'person'), textOf(form, 'called')]
  const problem = await renameColleague(await requireOfficer(args), person, called)
  if (problem) return data({ person, called, problem }, { status: 422 })
  leaveFlash(args, 'renamed')
  return redirect('/desk/teams', 303)
}

export default function Teams({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('case-files')
  const { officer, administers, teams, officers, done } = loaderData
  const typed = actionData && 'members' in actionData ? actionData : null
  const wrong = actionData && 'called' in actionData ? actionData : null
  const problems = typed
    ? [{ id: `${typed.id ?? 'new'}-name`, message: t(`teams.problems.${typed.problem}`) }]
    : wrong
      ? [{ id: `name-${wrong.person}`, message: t(`accounts:people.problems.${wrong.problem}`) }]
      : []
  return (
    <DeskPage officer={officer} title={t('teams.title')} width="wide" here="teams">
      <ErrorSummary problems={problems} />
      {done && <Notice tone="success" title={t(`teams.done.${done}`)} announced />}
      <p>{t(administers ? 'teams.lead' : 'teams.leadReading')}</p>
      {administers && (
        <p className="inline-links">
          <a href="/desk/programs">{t('programs:title')}</a>
          <a href="/desk/webhooks">{t('webhooks:title')}</a>
        </p>
      )}
      {administers ? (
        <TeamForms teams={teams} officersOf={() => officers} typed={typed} action="/desk/teams" />
      ) : (
        <TeamList teams={teams} />
      )}
      {administers && (
        <>
          <Heading level={2}>{t('teams.people')}</Heading>
          <p>{t('teams.peopleLead')}</p>
          {officers.map(({ officerId, name }) => (
            <Details key={officerId} summary={name} open={wrong?.person === officerId}>
              <NameForm
                readers="teams"
                id={officerId}
                name={wrong?.person === officerId ? wrong.called : name}
                action="/desk/teams"
                error={wrong?.person === officerId ? problems[0]?.message : undefined}
              />
            </Details>
          ))}
        </>
      )}
    </DeskPage>
  )
}
