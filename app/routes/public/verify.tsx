import { data } from 'react-router'

import { contextOf } from '#app/context.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useLanguage } from '#app/i18n/use-language.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import { verifyDigest } from '#db/submissions/deliveries.server.ts'

import type { Route } from './+types/verify'

/** A GET form, so that a receipt can carry a link that says whether it is genuine. A digest tells nothing by itself. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const typed = new URL(request.url).searchParams.get('digest')
  if (typed === null) return { typed: '', state: 'asked' as const }

  const digest = typed.replaceAll(/\s/g, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(digest)) {
    return data({ typed: typed.slice(0, 200), state: 'malformed' as const }, { status: 422 })
  }

  const { db } = contextOf(context, { kind: 'anyone' })
  const found = await db.transaction((tx) => verifyDigest(tx, Buffer.from(digest, 'hex')))
  if (!found) return { typed: digest, state: 'missing' as const }
  const { how, sentAt, revisionNumber: number, returnedAt } = found
  const at = sentAt.toISOString()
  return { typed: digest, state: 'found' as const, how, at, number, returnedAt: returnedAt?.toISOString() ?? null }
}

export default function Verify({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const malformed = loaderData.state === 'malformed' ? t('verify.malformed') : undefined
  return (
    <Page title={t('verify.title')}>
      {malformed && <ErrorSummary problems={[{ id: 'digest', message: malformed }]} />}
      <Verdict found={loaderData} />
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
      <p className="quiet">{t('verify.privacy')}</p>
    </Page>
  )
}

function Verdict({ found }: { found: Route.ComponentProps['loaderData'] }) {
  const { t } = useTranslation('public')
  const language = useLanguage()
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
      <p>{t(`verify.found.${found.how}`, { at: formatDateTime(found.at, language), number: found.number })}</p>
      {found.returnedAt && <p>{t('verify.found.returned', { at: formatDateTime(found.returnedAt, language) })}</p>}
      <p>{t('verify.found.meaning')}</p>
    </Notice>
  )
}
