import { data, redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { approveSending, readWaiting, refuseSending } from '#app/mandates/decide-sending.server.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { BesideAnswers } from '#app/reports/preview/beside-answers.tsx'
import { ContentList } from '#app/reports/preview/content-list.tsx'
import { contentRows } from '#app/reports/preview/content-rows.server.ts'
import { WhoSeesWhatTable } from '#app/reports/preview/who-sees-what-table.tsx'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import type { Route } from './+types/sending'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const waiting = await readWaiting(await requireFiler(args, reference, 'read'))
  if (!waiting) throw redirect(`/reports/${reference}/mandates`)
  const { sending, mandate, preview, isStale, isOver } = waiting
  return {
    frame: frameOf(args, reference),
    id: sending.id,
    askedAt: sending.askedAt.toISOString(),
    vendor: mandate.vendorName ?? '',
    cards: preview.cards,
    told: preview.whole.told,
    content: contentRows(preview, args.context.get(visitContext).language),
    news: preview.news,
    beside: preview.beside,
    isStale,
    isOver,
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const context = await requireFiler(args, reference, 'send')
  const form = await formOf(args.request)
  const [go, id, words] = [textOf(form, 'go'), textOf(form, 'sending'), textOf(form, 'words')]
  if (go === 'return' && (words === '' || words.length > mandateLimits.words)) return data({ words }, { status: 422 })
  if (go === 'return' || go === 'stop') {
    const done = await refuseSending(context, id, { decision: go === 'return' ? 'returned' : 'stopped', words })
    const said = go === 'return' ? 'sendingReturned' : 'sendingStopped'
    leaveFlash(args, done ? said : 'sendingDecided')
    return redirect(`/reports/${reference}/mandates`, 303)
  }
  const sent = await approveSending(context, id)
  if (sent.kind === 'sent') return redirect(`/reports/${reference}/receipt/${sent.number}`, 303)
  if (sent.kind === 'decided') {
    leaveFlash(args, 'sendingDecided')
    return redirect(`/reports/${reference}/mandates`, 303)
  }
  leaveFlash(args, sent.kind === 'nothing' ? 'unchanged' : 'stale')
  return redirect(`/reports/${reference}/sending`, 303)
}

/** What a vendor wants to send in the client's name. Nothing goes before the client says so. */
export default function SendingPage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('mandates')
  const { recipients } = useNames()
  const { dateTime } = useFormat()
  const { frame, id, askedAt, vendor, cards, told, content, news, beside, isStale, isOver } = loaderData
  const base = `/reports/${frame.reference}`
  const error = actionData && t('sending.wordsMissing', { max: mandateLimits.words })
  const canGo = !isStale && !isOver && news.length > 0
  return (
    <ReportPage
      act="send"
      frame={frame}
      title={t('sending.title')}
      current="board"
      here={`${base}/sending`}
      width="wide"
    >
      <ErrorSummary problems={error ? [{ id: 'words', message: error }] : []} />
      <p className="lead">{t('sending.lead', { vendor, at: dateTime(askedAt) })}</p>
      {isOver && (
        <Notice tone="warning" title={t('sending.over')}>
          <p>{t('sending.overLead')}</p>
        </Notice>
      )}
      {isStale && !isOver && (
        <Notice tone="warning" title={t('sending.stale')}>
          <p>{t('sending.staleLead')}</p>
        </Notice>
      )}
      <Heading level={2}>{t('sending.what')}</Heading>
      <p>{t('sending.goes', { count: news.length, recipients: recipients(news) })}</p>
      <ContentList rows={content} />
      <BesideAnswers beside={beside} />
      <WhoSeesWhatTable cards={cards} items={told} />
      <p>
        <a href={`${base}/preview`}>{t('sending.preview')}</a>
      </p>
      <form method="post" action={`${base}/sending`} className="stack" noValidate>
        <input type="hidden" name="sending" value={id} />
        {canGo && (
          <Actions>
            <Button size="large" name="go" value="approve">
              {t('sending.approve')}
            </Button>
          </Actions>
        )}
        <Field id="words" label={t('sending.words')} hint={t('sending.wordsHint', { vendor })} error={error}>
          {(control) => (
            <TextArea
              {...control}
              name="words"
              rows={3}
              maxLength={mandateLimits.words}
              defaultValue={actionData?.words}
            />
          )}
        </Field>
        <Actions>
          <Button look="outline" name="go" value="return">
            {t('sending.return')}
          </Button>
          <Button look="text" name="go" value="stop">
            {t('sending.stop')}
          </Button>
        </Actions>
      </form>
    </ReportPage>
  )
}
