import { useTranslation } from '#app/i18n/use-translation.ts'

import { reportOf, type KeptForm } from '#app/http/kept-form.ts'
import { isForLater, isGone, isOurs, isOutside, type RefusalCode, type RefusalDetails } from '#app/http/refusal.ts'
import { useAround } from '#app/ui/around.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

import { KeptForLater, KeptGone, KeptOutside, KeptPage, KeptReport } from './kept-form.tsx'

interface RefusalPageProps extends RefusalDetails {
  code: RefusalCode
  requestId: string
}

const onwards: Partial<Record<RefusalCode, string>> = {
  signInAgain: 'actions.signIn',
  stale: 'actions.prove',
  noMandate: 'actions.console',
  outsideMandate: 'actions.mandate',
  forbidden: 'actions.allowed',
}

/** Says what happened, that nothing is lost, and what to do now. */
export function RefusalPage({
  code,
  values,
  next,
  entrance,
  kept,
  withoutCookies = false,
  asked,
  requestId,
}: RefusalPageProps) {
  const { t } = useTranslation('errors')
  const { pathname } = useAround()
  if (kept && isGone(code)) {
    return (
      <Page title={t(`${code}.title`)} switchesLanguage={false}>
        <p className="lead">{t(goneText(code, kept), values ?? {})}</p>
        <KeptGone kept={kept} />
      </Page>
    )
  }
  const reference = reportOf(pathname)
  if (code === 'notFound' && reference) return <NotInReport reference={reference} />
  if (code === 'notFound' && (asked ?? pathname).startsWith('/desk/case-files/')) return <NoCaseFile />
  const number = isOurs(code) && (
    <p className="quiet">
      {t('actions.request', { id: requestId })} <a href="/about#contact">{t('actions.contact')}</a>
    </p>
  )
  if (kept && isForLater(code)) {
    return (
      <Page title={t(`${code}.title`)} switchesLanguage={false}>
        <p className="lead">{t(`${code}.text`, values ?? {})}</p>
        <KeptForLater kept={kept} />
        {number}
      </Page>
    )
  }
  if (kept && isOutside(code)) {
    return (
      <Page title={t(`${code}.title`)} switchesLanguage={false}>
        <p className="lead">{t(`${code}.text`)}</p>
        <KeptOutside kept={kept} next={next ?? consoleOf(kept)} says={t(onwards[code] ?? 'actions.console')} />
      </Page>
    )
  }
  if (kept) {
    return (
      <Page title={t(`${code}.title`)} switchesLanguage={false}>
        <p className="lead">{t(`${code}.text`, values ?? {})}</p>
        {reportOf(kept.to) ? <KeptReport kept={kept} /> : <KeptPage kept={kept} entrance={next ?? '/sign-in'} />}
      </Page>
    )
  }
  return (
    <Page title={t(`${code}.title`)}>
      <p className="lead">{t(`${code}.text`, values ?? {})}</p>
      <p>{t(`${code}.next`, values ?? {})}</p>
      {withoutCookies && (
        <Notice tone="info" title={t('withoutCookies.title')}>
          <p>{t('withoutCookies.text')}</p>
        </Notice>
      )}
      <Actions>
        {(code !== 'forbidden' || next) && (
          <LinkButton look="primary" href={next ?? '/resume'}>
            {t(onwards[code] ?? 'actions.resume')}
          </LinkButton>
        )}
        {entrance && <LinkButton href={entrance}>{t('actions.account')}</LinkButton>}
        <LinkButton href="/">{t('actions.start')}</LinkButton>
      </Actions>
      {number}
    </Page>
  )
}

const goneText = (code: RefusalCode, { to }: KeptForm): string => {
  if (code !== 'notFound') return `${code}.text`
  return to.startsWith('/desk/case-files/') ? 'notFound.caseFile' : 'notFound.text'
}

const consoleOf = ({ to }: KeptForm): string => `/console/reports/${reportOf(to) ?? ''}`

/** Links to cases lie in mails and in other systems for longer than the cases are kept. */
function NoCaseFile() {
  const { t } = useTranslation('errors')
  return (
    <Page title={t('notFound.title')}>
      <p className="lead">{t('notFound.caseFile')}</p>
      <Actions>
        <LinkButton look="primary" href="/desk">
          {t('actions.desk')}
        </LinkButton>
      </Actions>
    </Page>
  )
}

/** The rest of the report is one step away, for whoever may see it. */
function NotInReport({ reference }: { reference: string }) {
  const { t } = useTranslation('errors')
  return (
    <Page title={t('notFound.title')}>
      <p className="lead">{t('notFound.inReport')}</p>
      <p>{t('notFound.inReportNext')}</p>
      <Actions>
        <LinkButton look="primary" href={`/reports/${reference}`}>
          {t('actions.report')}
        </LinkButton>
        <LinkButton href="/">{t('actions.start')}</LinkButton>
      </Actions>
    </Page>
  )
}
