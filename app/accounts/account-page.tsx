import type { ReactNode } from 'react'

import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

import { SignedIn } from './signed-in.tsx'

interface AccountPageProps {
  title: string
  here: 'reports' | 'organisations' | null
  /** Key of what has just been done, in `said`. */
  said?: string | null
  width?: 'narrow' | 'wide'
  before?: ReactNode
  children: ReactNode
}

/** Nothing was done, and why. */
const cautions: ReadonlySet<string> = new Set([
  'lastAdministrator',
  'mandateCodeShown',
  'notYours',
  'askedTooOften',
  'stale',
  'codeWrong',
  'mailTaken',
  'mailMute',
  'otherCorporation',
  'providerFailed',
  'corporationTaken',
  'letterRenamed',
  'evidence-noFile',
  'evidence-empty',
  'evidence-tooLarge',
  'evidence-already',
  'evidence-broken',
  'evidence-noRoom',
  'evidence-noRoomUnverified',
  'evidence-networkFull',
])

/** A page of somebody with an account, outside of any one report. */
export function AccountPage({ here, said, width = 'wide', before, children, ...page }: AccountPageProps) {
  const { t } = useTranslation('account')
  return (
    <Page
      {...page}
      width={width}
      door={t('door')}
      nav={accountNav(t, here)}
      person={<AccountPerson />}
      before={
        <>
          {before}
          {said && <Notice tone={cautions.has(said) ? 'warning' : 'success'} title={t(`said.${said}`)} announced />}
        </>
      }
    >
      {children}
    </Page>
  )
}

export const accountNav = (t: (key: string) => string, here: AccountPageProps['here']) => [
  { href: '/account', label: t('account:reports.title'), current: here === 'reports' },
  { href: '/organisations', label: t('organisations:title'), current: here === 'organisations' },
]

/** What concerns whoever is signed in. */
export function AccountPerson({ name }: { name?: string }) {
  const { t } = useTranslation('account')
  return (
    <SignedIn {...(name ? { name } : {})}>
      <a href="/account/notices">{t('notices:ask.title')}</a>
      <a href="/account/security">{t('accounts:security.short')}</a>
    </SignedIn>
  )
}
