import { isProblemCode } from '#app/api/problem-codes.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/problem'

export function loader({ params }: Route.LoaderArgs) {
  const { code } = params
  if (!isProblemCode(code)) throw new Refusal('notFound')
  return { code }
}

/** Where the `type` of a problem leads: what it means, and what to do. */
export default function Problem({ loaderData: { code } }: Route.ComponentProps) {
  const { t } = useTranslation('api')
  return (
    <Page title={t(`problems.${code}.title`)} before={<a href="/api/v1">{t('title')}</a>} width="narrow">
      <p className="quiet">
        <code>{code}</code>
      </p>
      <p>{t(`problems.${code}.text`)}</p>
      <p>{t(`problems.${code}.next`)}</p>
    </Page>
  )
}
