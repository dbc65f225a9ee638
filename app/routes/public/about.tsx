import { contextOf } from '#app/context.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { readKept } from '#app/retention/kept-told.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/about'

/** Who runs this and what it promises is read also while the database is away. */
export async function loader({ context }: Route.LoaderArgs) {
  return { kept: await readKept(contextOf(context, { kind: 'anyone' })) }
}

export default function About({ loaderData: { kept } }: Route.ComponentProps) {
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
      <p>
        {kept ? t('about.kept.text', { draft: period(kept.draft), report: period(kept.report) }) : t('about.kept.away')}
      </p>
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
