import type { ReactNode } from 'react'

import { SignedIn } from '#app/accounts/signed-in.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Page } from '#app/ui/page.tsx'

interface OperatorPageProps {
  title: string
  here:
    | 'accounts'
    | 'notices'
    | 'organisations'
    | 'people'
    | 'programs'
    | 'recipients'
    | 'retention'
    | 'rulebook'
    | null
  width?: 'narrow' | 'wide' | 'full'
  before?: ReactNode
  children: ReactNode
}

/** A page of those who run the portal. There is no report on this side of it. */
export function OperatorPage({ here, children, width = 'wide', ...page }: OperatorPageProps) {
  const { t } = useTranslation('operator')
  const link = (name: NonNullable<typeof here>, label: string) => ({
    href: `/operator/${name}`,
    label,
    current: here === name,
  })
  return (
    <Page
      {...page}
      width={width}
      door={t('door')}
      nav={[
        link('rulebook', t('rulebook.title')),
        link('people', t('accounts:people.title')),
        link('recipients', t('accounts:policies.title')),
        link('organisations', t('organisations:operator.title')),
        link('accounts', t('organisations:accounts.title')),
        link('programs', t('programs:operator.title')),
        link('retention', t('retention:operator.title')),
        link('notices', t('notices:operator.title')),
      ]}
      person={
        <SignedIn>
          <a href="/account/security">{t('accounts:security.short')}</a>
        </SignedIn>
      }
    >
      {children}
    </Page>
  )
}
