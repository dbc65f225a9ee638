import { data } from 'react-router'

import { contextOf } from '#app/context.ts'
import { formOf } from '#app/http/form.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useLanguage } from '#app/i18n/use-language.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { readDigest } from '#app/reports/sending/read-digest.ts'
import { verifyCopy } from '#app/reports/sending/verify-copy.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import { verifyDigest, type Sending } from '#db/submissions/deliveries.server.ts'

import type { Route } from './+types/verify'

/** A GET form, so that a receipt can carry a link that says whether it is genuine. A digest tells nothing by itself. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const typed = new URL(request.url).searchParams.get('digest')
  if (typed === null) return { typed: '', state: 'asked' as const }

  const digest = readDigest(typed)
  if (digest === null) return data({ typed: typed.slice(0, 200), state: 'malformed' as const }, { status: 422 })

  const { db } = contextOf(context, { kind: 'anyone' })
  const found = await db.transaction((tx) => verifyDigest(tx, Buffer.from(digest, 'hex')))
  if (!found) return { typed: digest, state: 'missing' as const }
  return { typed: digest, state: 'found' as const, ...wordsFor(found) }
}

/** A copy says of itself what it is; here it is looked at. */
export async function action({ request, context }: Route.ActionArgs) {
  const verdict = await verifyCopy(contextOf(context, { kind: 'anyone' }), (await formOf(request)).get('copy'))
  if (!('found' in verdict))
    return data({ state: verdict.state }, { status: verdict.state === 'unreadable' ? 422 : 200 })
  return data({ state: verdict.state, ...wordsFor(verdict.found) })
}

const wordsFor = ({ how, sentAt, revisionNumber: number, returnedAt }: Sending) => ({
  how,
  at: sentAt.toISOString(),
  number,
  returnedAt: returnedAt?.toISOString() ?? null,
})

export default function Verify({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const malformed = !actionData && loaderData.state === 'malformed' ? t('verify.malformed') : undefined
  const unreadable = actionData?.state === 'unreadable' ? t('verify.copy.unreadable') : undefined
  const problems = [
    { id: 'digest', message: malformed },
    { id: 'copy', message: unreadable },
  ].flatMap(({ id, message }) => (message ? [{ id, message }] : []))
  return (
    <Page title={t('verify.title')}>
      <ErrorSummary problems={problems} />
      {actionData ? <CopyVerdict found={actionData} /> : <Verdict found={loaderData} />}
      <p className="lead">{t('verify.lead')}</p>
      <form method="get" className="stack">
        <Field id="digest" label={t('verify.digest')} hint={t('verify.digestHint')} error={malformed} need="required">
          {(control) => (
            <TextArea
              {...control}
              name="digest"
              rows={2}
              spellCheck={false}
              autoComplete="off"
              defaultValue={loaderData.typed}
            />
          )}
        </Field>
        <Button>{t('verify.submit')}</Button>
      </form>
      <Heading level={2}>{t('verify.copy.title')}</Heading>
      <p>{t('verify.copy.lead')}</p>
      <form method="post" action="/verify" encType="multipart/form-data" className="stack">
        <Field id="copy" label={t('verify.copy.file')} error={unreadable} need="required">
          {(control) => <input {...control} className="input" type="file" name="copy" accept=".json" />}
        </Field>
        <Button>{t('verify.copy.submit')}</Button>
      </form>
      <p className="quiet">{t('verify.privacy')}</p>
    </Page>
  )
}

function CopyVerdict({ found }: { found: NonNullable<Route.ComponentProps['actionData']> }) {
  const { t } = useTranslation('public')
  if (found.state === 'unreadable') return null
  return (
    <Notice
      tone={found.state === 'same' ? 'success' : 'warning'}
      title={t(`verify.copy.${found.state}.title`)}
      announced
    >
      {'how' in found && <Recorded {...found} />}
      <p>{t(`verify.copy.${found.state}.text`)}</p>
    </Notice>
  )
}

function Verdict({ found }: { found: Route.ComponentProps['loaderData'] }) {
  const { t } = useTranslation('public')
  if (found.state === 'missing') {
    return (
      <Notice tone="warning" title={t('verify.missing.title')} announced>
        <p>{t('verify.missing.text')}</p>
      </Notice>
    )
  }
  if (found.state !== 'found') return null
  return (
    <Notice tone="success" title={t('verify.found.title')} announced>
      <Recorded {...found} />
      <p>{t('verify.found.meaning')}</p>
    </Notice>
  )
}

function Recorded({ how, at, number, returnedAt }: ReturnType<typeof wordsFor>) {
  const { t } = useTranslation('public')
  const language = useLanguage()
  return (
    <>
      <p>{t(`verify.found.${how}`, { at: formatDateTime(at, language), number })}</p>
      {returnedAt && <p>{t('verify.found.returned', { at: formatDateTime(returnedAt, language) })}</p>}
    </>
  )
}
