import { data, redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { proofBits } from '#app/http/guests.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/busy'

/** Where guests wait while very many come: their browser works out a proof, or they press a button after some seconds. */
export function loader({ params: { ticket }, context }: Route.LoaderArgs) {
  const seconds = context.get(worldContext).guests.waitOf(ticket, context.get(visitContext).now)
  if (seconds === null) return redirect('/')
  const headers = { 'Retry-After': String(Math.max(1, seconds)) }
  return data({ ticket, seconds, bits: proofBits }, { status: 429, headers })
}

/** When to come again, also for programs. */
export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders

/** What the script shows instead of the wait is hidden at first, as the script may not be there. */
export default function Busy({ loaderData: { ticket, seconds, bits } }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  return (
    <Page title={t('busy.title')}>
      <p className="lead">{t('busy.lead')}</p>
      <div aria-live="polite">
        <p data-proof-shown hidden>
          {t('busy.working')}
        </p>
        <p data-proof-shown>{seconds > 0 ? t('busy.wait', { seconds }) : t('busy.ready')}</p>
      </div>
      <form method="post" action="/reports" data-proof={ticket} data-bits={bits}>
        <input type="hidden" name="ticket" value={ticket} />
        <input type="hidden" name="proof" value="" />
        <Button size="large">{t('busy.enter')}</Button>
      </form>
      <p>
        {t('busy.again')} <a href="/resume">{t('busy.resume')}</a>
      </p>
      <p>{t('busy.urgent')}</p>
    </Page>
  )
}
