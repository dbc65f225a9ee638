import { useTranslation } from '#app/i18n/use-translation.ts'

import type { RefusalCode } from '#app/http/refusal.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'

interface RefusalPageProps {
  code: RefusalCode
  values?: Record<string, string | number>
  next?: string
  requestId: string
}

const onwards: Partial<Record<RefusalCode, string>> = { signInAgain: 'actions.signIn', stale: 'actions.prove' }

/** Says what happened, that nothing is lost, and what to do now. */
export function RefusalPage({ code, values, next, requestId }: RefusalPageProps) {
  const { t } = useTranslation('errors')
  return (
    <Page title={t(`${code}.title`)}>
      <p className="lead">{t(`${code}.text`, values ?? {})}</p>
      <p>{t(`${code}.next`, values ?? {})}</p>
      <Actions>
        {code !== 'forbidden' && (
          <LinkButton look="primary" href={next ?? '/resume'}>
            {t(onwards[code] ?? 'actions.resume')}
          </LinkButton>
        )}
        <LinkButton href="/">{t('actions.start')}</LinkButton>
      </Actions>
      {code === 'fault' && <p className="quiet">{t('actions.request', { id: requestId })}</p>}
    </Page>
  )
}
