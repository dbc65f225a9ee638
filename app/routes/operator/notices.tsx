import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { MailTable } from '#app/notices/mail-table.tsx'
import { operateNotices, readOverview, type NoticeOverview } from '#app/notices/operate-notices.server.ts'
import { StandingJobsTable } from '#app/operators/standing-jobs-table.tsx'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import { taskNames } from '#app/task-names.ts'

import type { Route } from './+types/notices'

/** What became of the mails; without addresses and without content. */
export async function loader(args: Route.LoaderArgs) {
  const { standing, ...overview } = await readOverview(await requireOperator(args))
  const jobs = standing.map((one) => ({ ...one, known: taskNames.some((name) => name === one.task) }))
  const { smtpUrl, bounceAddress } = args.context.get(worldContext).config
  return { ...overview, jobs, sends: smtpUrl !== null, hearsBounces: bounceAddress !== null, done: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  leaveFlash(args, await operateNotices(await requireOperator(args), await formOf(args.request)))
  return redirect('/operator/notices', 303)
}

export default function OperatorNotices({ loaderData }: Route.ComponentProps) {
  const { counts, mails, jobs, unreachable, sends, hearsBounces, done } = loaderData
  const { t } = useTranslation('notices')
  const tone = done === 'nothing' ? 'info' : 'success'
  return (
    <OperatorPage
      title={t('operator.title')}
      here="notices"
      before={done && <Notice tone={tone} announced title={t(`operator.done.${done}`)} />}
    >
      <p>{t('operator.lead')}</p>
      {!sends && (
        <Notice tone="warning" title={t('operator.noServer')}>
          {counts.unsendable > 0 && <p>{t('operator.unsendable', { count: counts.unsendable })}</p>}
        </Notice>
      )}
      {sends && !hearsBounces && <Notice tone="warning" title={t('operator.noBounces')} />}
      <p>{t('operator.counts', counts)}</p>
      <Unreachable officers={unreachable} />
      {mails.map(({ state, lines }) => (
        <section key={state} className="stack">
          <Heading level={2}>{t(`operator.states.${state}`)}</Heading>
          {lines.length === 0 && <p>{t('operator.none')}</p>}
          {state === 'failed' && lines.length > 1 && <AgainAll />}
          {lines.length > 0 && <MailTable state={state} lines={lines} />}
          {lines.length >= 50 && <p>{t('operator.more', { count: lines.length })}</p>}
        </section>
      ))}
      <Details summary={t('operator.schedule')}>
        <p>{t('operator.scheduleText')}</p>
      </Details>
      <StandingJobsTable jobs={jobs} />
    </OperatorPage>
  )
}

function Unreachable({ officers }: { officers: NoticeOverview['unreachable'] }) {
  const { t } = useTranslation('notices')
  const { dateTime } = useFormat()
  const words = useWords()
  if (officers.length === 0) return null
  return (
    <Notice tone="warning" title={t('operator.stopped')}>
      <p>{t('operator.stoppedLead')}</p>
      <ul>
        {officers.map(({ name, recipient, stoppedAt }) => (
          <li key={`${recipient} ${name}`}>
            {t('operator.officer', { name, recipient: words.recipient(recipient) })}{' '}
            {t('operator.since', { time: dateTime(stoppedAt.toISOString()) })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function AgainAll() {
  const { t } = useTranslation('notices')
  return (
    <form method="post">
      <Button look="outline" name="do" value="again-all">
        {t('operator.againAll')}
      </Button>
    </form>
  )
}
