import type { ReactNode } from 'react'

import { SignedIn } from '#app/accounts/signed-in.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

interface ConsolePageProps {
  organisation: { id: string; name: string }
  title: string
  here: 'reports' | 'clients' | 'questions' | 'templates' | 'import' | null
  said?: string | null
  width?: 'narrow' | 'wide'
  before?: ReactNode
  children: ReactNode
}

/** Nothing was done, and why. */
const cautions: ReadonlySet<string> = new Set([
  'stale',
  'unchanged',
  'withdrawn',
  'secondPerson',
  'answerWaits',
  'answerKept',
  'notWaiting',
  'nothingToAsk',
])

/** What was wrong with one field of the page of a report. */
const fieldOf: Readonly<Record<string, string>> = { cardNames: 'label', templateUnnamed: 'template-name' }

/** A page of a vendor: for whom it stands here is said at the top, always. */
export function ConsolePage({ organisation, here, said, width = 'wide', before, children, ...page }: ConsolePageProps) {
  const { t } = useTranslation('console')
  const base = `/console/${organisation.id}`
  return (
    <Page
      {...page}
      width={width}
      door={t('door', { name: organisation.name })}
      nav={[
        { href: base, label: t('reports.title'), current: here === 'reports' },
        { href: `${base}/questions`, label: t('questions.title'), current: here === 'questions' },
        { href: `${base}/clients`, label: t('clients.title'), current: here === 'clients' },
        { href: `${base}/import`, label: t('import.title'), current: here === 'import' },
        { href: `${base}/templates`, label: t('templates.title'), current: here === 'templates' },
      ]}
      person={
        <SignedIn>
          <a href="/account">{t('account')}</a>
        </SignedIn>
      }
      before={
        <>
          {before}
          {said && <Said said={said} />}
        </>
      }
    >
      {children}
    </Page>
  )
}

function Said({ said }: { said: string }) {
  const { t } = useTranslation('console')
  const [id, message] = [fieldOf[said], t(`said.${said}`)]
  if (id) return <ErrorSummary problems={[{ id, message }]} />
  return <Notice tone={cautions.has(said) ? 'warning' : 'success'} title={message} announced />
}
