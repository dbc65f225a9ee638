import { contextOf } from '#app/context.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'
import { findKept } from '#db/retention/retention.server.ts'

import type { Route } from './+types/about'

export async function loader({ context }: Route.LoaderArgs) {
  return contextOf(context, { kind: 'anyone' }).db.transaction(findKept)
}

export default function About({ loaderData: { draft, report } }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const { period } = useFormat()
  const promises = t('about.promises.list', { returnObjects: true })
  return (
    <Page title={t('about.title')}>
      <Heading level={2}>{t('about.purpose.title')}</Heading>
      <p>{t('about.purpose.text')}</p>
      <Heading level={2}>{t('about.promises.title')}</Heading>
      <ul className="list">{Array.isArray(promises) && promises.map((line) => <li key={line}>{line}</li>)}</ul>
      <Heading level={2}>{t('about.kept.title')}</Heading>
      <p>{t('about.kept.text', { draft: period(draft), report: period(report) })}</p>
      <Heading level={2}>{t('about.accessibility.title')}</Heading>
      <p>{t('about.accessibility.text')}</p>
      <Heading level={2}>{t('about.cookies.title')}</Heading>
      <p>{t('about.cookies.text')}</p>
      <Heading level={2}>{t('api:title')}</Heading>
      <p>
        <a href="/api/v1">{t('about.programs')}</a>
      </p>
    </Page>
  )
}
