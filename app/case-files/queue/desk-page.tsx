import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { usePageVisit } from '#app/http/page-visit.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'

import { KeySheet } from './keys-sheet.tsx'

/** The officer as the pages know one: no id. */
export interface DeskOfficer {
  name: string
  recipient: string
  prefecture: string | null
}

interface DeskPageProps {
  officer: DeskOfficer
  title: string
  heading?: ReactNode
  before?: ReactNode
  width?: 'narrow' | 'wide' | 'full'
  here?: 'statistics' | 'mentions' | 'teams' | 'escalations' | 'intake'
  /** The page of the keys shows them itself. */
  sheet?: boolean
  children: ReactNode
}

/** A page at the recipients' door: whose desk it is stands at the top, always. */
export function DeskPage({ officer, children, sheet = true, here, ...page }: DeskPageProps) {
  const { t } = useTranslation('recipient')
  const { readsOnly } = usePageVisit()
  const { name } = officer
  const words = useWords()
  const recipient = words.recipient(officer.recipient)
  const prefecture = officer.prefecture && words.option('org-address', officer.prefecture, 'prefecture')
  const signedIn = t(prefecture ? 'signedInAsIn' : 'signedInAs', { recipient, prefecture, name })
  return (
    <Page
      {...page}
      door={t('desk', { recipient })}
      nav={[
        { href: '/desk', label: t('queue.title'), current: page.width === 'full' },
        { href: '/desk/mentions', label: t('asking:mentions.title'), current: here === 'mentions' },
        { href: '/desk/statistics', label: t('statistics:title'), current: here === 'statistics' },
        { href: '/desk/teams', label: t('case-files:teams.title'), current: here === 'teams' },
        { href: '/desk/escalations', label: t('case-files:rules.title'), current: here === 'escalations' },
        ...(readsOnly ? [] : [{ href: '/desk/intake', label: t('intakes:nav'), current: here === 'intake' }]),
      ]}
      person={
        <form method="post" action="/leave" className="person">
          <span>{signedIn}</span>
          <a href="/desk/keys" data-opens-keys>
            {t('keys.title')}
          </a>
          <a href="/desk/notices">{t('notices:ask.title')}</a>
          <a href="/account/security">{t('accounts:security.short')}</a>
          <Button look="text" size="small" name="door" value="staff">
            {t('signOut')}
          </Button>
        </form>
      }
    >
      {children}
      {sheet && <KeySheet />}
    </Page>
  )
}
