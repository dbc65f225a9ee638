import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { readKept } from '#app/retention/kept-told.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/about'

/** Who runs this and what it promises is read also while the database is away. */
export async function loader({ context }: Route.LoaderArgs) {
  const { operator, demo } = context.get(worldContext).config
  const { language } = context.get(visitContext)
  const { name, contacts, security } = operator
  return {
    kept: await readKept(contextOf(context, { kind: 'anyone' })),
    operator: { name: name?.[language] ?? null, contacts, security, demo },
  }
}

export default function About({ loaderData: { kept, operator } }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const { period } = useFormat()
  const promises = t('about.promises.list', { returnObjects: true })
  return (
    <Page title={t('about.title')}>
      <Heading level={2}>{t('about.purpose.title')}</Heading>
      <p>{t('about.purpose.text')}</p>
      <OperatorPart operator={operator} />
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

type Operator = Route.ComponentProps['loaderData']['operator']

/** Whom to ask about the portal itself; about what was reported the bodies are asked. */
function OperatorPart({ operator: { name, contacts, security, demo } }: { operator: Operator }) {
  const { t } = useTranslation('public')
  return (
    <>
      <Heading level={2} id="contact">
        {t('about.operator.title')}
      </Heading>
      <p>{name ?? t(demo ? 'about.operator.demo' : 'about.operator.unnamed')}</p>
      {contacts.length > 0 && (
        <>
          <p>{t('about.operator.contacts')}</p>
          <Contacts contacts={contacts} />
        </>
      )}
      <p>{t('about.operator.bodies')}</p>
      {security.length > 0 && (
        <>
          <p>{t('about.operator.security')}</p>
          <Contacts contacts={security} />
        </>
      )}
    </>
  )
}

const Contacts = ({ contacts }: { contacts: readonly string[] }) => (
  <ul className="list">
    {contacts.map((contact) => (
      <li key={contact}>
        <a href={contact}>{contact.replace(/^(?:mailto|tel):/, '')}</a>
      </li>
    ))}
  </ul>
)
