import { data, redirect } from 'react-router'

import {
  endLinkOf,
  endSessionsOf,
  movePerson,
  readPersonAtDoor,
  readStrangersAtDoor,
  mostLines,
} from '#app/accounts/operate-person.server.ts'
import { NameForm } from '#app/accounts/name-form.tsx'
import { renamePerson } from '#app/accounts/rename-person.server.ts'
import { OpenLink, PersonSessions, Place } from '#app/accounts/person-view.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/person'

/** What happened at the door with somebody and where they are signed in; or (`unknown`) with people whom nobody knew. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const { id } = args.params
  const read = id === 'unknown' ? await readStrangersAtDoor(context) : await readPersonAtDoor(context, id)
  return { ...read, most: mostLines, said: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const { id } = args.params
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'end') await endSessionsOf(context, id, textOf(form, 'session') || null)
  else if (step === 'uninvite') await endLinkOf(context, id)
  else if (step === 'name') {
    const problem = await renamePerson(context, id, textOf(form, 'called'))
    if (problem) return data({ problem, called: textOf(form, 'called') }, { status: 422 })
  } else if (step === 'move') await movePerson(context, id, textOf(form, 'prefecture'))
  else throw new Refusal('badForm')
  leaveFlash(args, saidOf[step] ?? '')
  return redirect(`/operator/people/${id}`, 303)
}

const saidOf: Readonly<Record<string, string>> = { end: 'ended', move: 'moved', name: 'renamed', uninvite: 'uninvited' }

export default function PersonAtDoor({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  const { person, invitedUntil, teams, sessions, lines, most, said } = loaderData
  const wrong = actionData ? t(`people.problems.${actionData.problem}`) : undefined
  const title = person ? t('log.title', { name: person.name }) : t('log.unknown')
  return (
    <OperatorPage title={title} here={null} before={<a href="/operator/people">{t('people.back')}</a>}>
      {said && <Notice tone="success" title={t(`log.said.${said}`)} announced />}
      <ErrorSummary problems={person && wrong ? [{ id: `name-${person.id}`, message: wrong }] : []} />
      {person && person.kind !== 'account' && (
        <NameForm id={person.id} name={actionData?.called ?? person.name} error={wrong} />
      )}
      {person?.kind === 'officer' && <Place person={person} teams={teams} />}
      {person && invitedUntil && <OpenLink name={person.name} until={invitedUntil} />}
      {person && <PersonSessions sessions={sessions} kind={person.kind} />}
      <Heading level={2}>{t('log.heading')}</Heading>
      <p>{lines.length === 0 ? t('log.empty') : t('log.lead', { most })}</p>
      {lines.length > 0 && (
        <div className="stacked-table">
          <DataTable id="log" caption={title} captionHidden>
            <thead>
              <tr>
                <th scope="col">{t('log.at')}</th>
                <th scope="col">{t('log.did')}</th>
                <th scope="col">{t('log.details')}</th>
                <th scope="col">{t('log.by')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ at, did, details, by }, index) => (
                <tr key={index}>
                  <td data-label={t('log.at')}>{dateTime(at.toISOString())}</td>
                  <td data-label={t('log.did')}>{t(`log.acts.${did.replace('.', '-')}`)}</td>
                  <td data-label={t('log.details')}>{detailsIn(details, t)}</td>
                  <td data-label={t('log.by')}>{by ?? t('log.portal')}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </OperatorPage>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

/** What has words is said in them; a path or a number stands as it is. */
function detailsIn(details: Readonly<Record<string, unknown>> | null, t: Words): string {
  if (!details) return ''
  const groups: Record<string, string> = { means: 'means', why: 'log.why', what: 'log.what', role: 'roles' }
  return Object.entries(details)
    .map(([name, value]) => (groups[name] ? t(`${groups[name]}.${String(value)}`) : String(value)))
    .join(' ')
}
