import { planExample, validateExample } from '#app/api/examples.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Command } from '#app/ui/command.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/index'

export function loader({ request }: Route.LoaderArgs) {
  return { origin: new URL(request.url).origin }
}

/** For people who write programs: what can be asked, with commands that work as they stand. */
export default function ApiIndex({ loaderData: { origin } }: Route.ComponentProps) {
  const { t } = useTranslation('api')
  return (
    <Page title={t('title')}>
      <p className="lead">{t('lead')}</p>
      <p>
        <a href="/api/v1/openapi.json">{t('description')}</a>
      </p>
      <Heading level={2}>{t('validate.title')}</Heading>
      <p>{t('validate.text')}</p>
      <Command label={t('validate.command')} text={validateExample(origin)} />
      <Heading level={2}>{t('plan.title')}</Heading>
      <p>{t('plan.text')}</p>
      <Command label={t('plan.command')} text={planExample(origin)} />
      <Heading level={2}>{t('rules.title')}</Heading>
      <ul className="list">
        <li>{t('rules.language')}</li>
        <li>{t('rules.problems')}</li>
        <li>{t('rules.limit')}</li>
        <li>{t('rules.filing')}</li>
      </ul>
    </Page>
  )
}
