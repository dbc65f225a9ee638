import type { ReactNode } from 'react'

import type { Act } from '#app/http/member-acts.ts'
import { useMay, usePageVisit } from '#app/http/page-visit.tsx'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

import { KeepBanner } from './keep-banner.tsx'
import { useNames } from './names.ts'

export interface ReportFrame {
  reference: string
  /** Shown until the person has written it down. */
  secret: string | null
  /** In full here too, because it has just been given. */
  unfolded: boolean
  /** Key of what has just been done, in `notices`. */
  notice: string | null
  /** An officer types it for somebody else. */
  intake: boolean
  /** Somebody with a login looks at it: their own list is one step away. */
  signedIn: boolean
}

interface ReportPageProps {
  frame: ReportFrame
  title: string
  current: 'board' | 'answers' | 'preview' | null
  /** This page's own address, to come back to. */
  here: string
  width?: 'narrow' | 'wide'
  /** Seen by a vendor that was given some sections only: the other pages of the report are closed to it. */
  limited?: boolean
  /** It was withdrawn: nothing can be answered and sent any more. */
  closed?: boolean
  heading?: ReactNode
  /** False where something typed lies on this page alone. */
  switchesLanguage?: boolean
  /** The id of the form that people type into. */
  form?: string
  /** What the page's forms do. Whoever may not sees them, and cannot fill them in. */
  act?: Act
  children: ReactNode
}

/** Nothing was done, and why. */
const cautions: ReadonlySet<string> = new Set([
  'mandateCodeShown',
  'stale',
  'unchanged',
  'answerKept',
  'missingText',
  'notYours',
  'notChosen',
  'answerWaits',
  'approvalStale',
  'sendingDecided',
  'savedWithdrawn',
])

/** A file that was not taken has a reason of its own for each way. */
const isCaution = (notice: string) => cautions.has(notice) || notice.startsWith('evidence-')

/** Every page of one report: where else to go in it, its codes until they are on paper, and what has just happened. */
export function ReportPage(props: ReportPageProps) {
  const {
    frame,
    title,
    current,
    here,
    width = 'narrow',
    limited = false,
    closed = false,
    heading,
    switchesLanguage = true,
    form,
    act = 'read',
  } = props
  const { t } = useNames()
  const may = useMay()(act)
  const { reference, secret, unfolded, notice, intake } = frame
  const base = `/reports/${reference}`
  const answers = { href: `${base}/answer/now-start`, label: t('menu.answers'), current: current === 'answers' }
  const board = { href: base, label: t('menu.board'), current: current === 'board' }
  const preview = { href: `${base}/preview`, label: t('menu.preview'), current: current === 'preview' }
  const nav = limited
    ? [{ href: `/console/reports/${reference}`, label: t('menu.console') }, answers]
    : closed
      ? [board]
      : [board, answers, preview]
  const before = (
    <>
      {intake && (
        <Notice title={t('intakes:frame.title')}>
          <p>
            {t('intakes:frame.lead')} <a href={`/desk/intake/${reference}`}>{t('intakes:frame.link')}</a>
          </p>
        </Notice>
      )}
      {notice && <Notice tone={isCaution(notice) ? 'warning' : 'success'} announced title={t(`notices.${notice}`)} />}
      {secret && (
        <KeepBanner
          reference={reference}
          secret={secret}
          action={`${base}/kept`}
          back={here}
          folded={!unfolded && !here.endsWith('/now-start')}
          form={form}
        />
      )}
    </>
  )
  return (
    <Page
      title={title}
      heading={heading}
      width={width}
      nav={nav}
      door={`${t('reference')} ${reference}`}
      person={<Leave signedIn={frame.signedIn} />}
      before={before}
      switchesLanguage={switchesLanguage}
    >
      {may ? props.children : <OnlyRead>{props.children}</OnlyRead>}
    </Page>
  )
}

/** A member whose role does not do what the page is for: told so, and spared to type what would be refused. */
function OnlyRead({ children }: { children: ReactNode }) {
  const { t } = useNames()
  const { role } = usePageVisit()
  return (
    <>
      <Notice title={t(`account:limits.${role}`)} />
      <fieldset className="only-read stack" disabled>
        {children}
      </fieldset>
    </>
  )
}

/** On a borrowed device one has to be able to shut the door. */
function Leave({ signedIn }: { signedIn: boolean }) {
  const { t } = useNames()
  return (
    <form method="post" action="/leave" className="person">
      {signedIn && <a href="/account">{t('account:reports.title')}</a>}
      <Button look="text" size="small" name="door" value="report">
        {t('menu.leave')}
      </Button>
    </form>
  )
}
