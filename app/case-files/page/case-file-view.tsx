import type { ReactNode } from 'react'

import type { ActTyped } from '#app/case-files/acts/act-form.tsx'
import { DocumentView } from '#app/documents/document-view.tsx'
import { ForActing } from '#app/http/for-acting.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { DocumentRow } from '#forms/document.ts'

import { AssignForms, LabelForms } from './case-acts.tsx'
import { CaseClocks } from './case-clocks.tsx'
import type { CasePage } from './case-page.ts'
import { CaseSummaryList } from './case-summary.tsx'
import { Notes } from './notes.tsx'
import { RevisionHistory } from './revision-history.tsx'
import { MergedCases, StandingForms, StandingNotices } from './standing-view.tsx'
import type { Standing } from './standing.ts'
import { WhyItCame } from './why-it-came.tsx'

interface CaseFileViewProps {
  page: CasePage
  standing: Standing
  recipient: string
  typed: ActTyped
  thread: ReactNode
  feedback: ReactNode
  /** What came with the revision besides its words. */
  files?: ReactNode
  /** What came from elsewhere than the reporter. */
  before?: ReactNode
  /** What can be done with the whole case besides. */
  after?: ReactNode
}

/** A case: what came and what was said on the left, what to do about it on the right; on a phone one after the other. */
export function CaseFileView(props: CaseFileViewProps) {
  const { page, standing, recipient, typed, thread, feedback, files, before, after } = props
  const { t } = useTranslation('recipient')
  const { file } = page
  return (
    <>
      <StandingNotices file={file} standing={standing} typed={typed} recipient={recipient} />
      <CaseNav id={file.id} />
      {before}
      <div className="case-columns">
        <div className="stack">
          <Card id="summary" title={t('case.summary')} tone="quiet">
            <CaseSummaryList file={file} standing={standing} />
          </Card>
          <MergedCases merged={standing.merged} />
          <Card id="clocks" title={t('clocks.title')}>
            <CaseClocks clocks={page.clocks} />
          </Card>
          <Report page={page} />
          {files}
          <Card id="revisions" title={t('history.title')}>
            <RevisionHistory caseFileId={file.id} revisions={page.revisions} />
          </Card>
          <Card id="why" title={t('why.title')}>
            <WhyItCame why={page.why} />
            <p className="quiet">{t('case.nothingElse', { recipient })}</p>
          </Card>
        </div>
        <div className="stack">
          <ForActing>
            <Card id="assign" title={t('acts.title')}>
              <AssignForms file={file} colleagues={page.colleagues} typed={typed} />
              <LabelForms file={file} typed={typed} recipient={recipient} />
              <StandingForms
                file={file}
                standing={standing}
                typed={typed}
                recipient={recipient}
                colleagues={page.colleagues}
              />
            </Card>
          </ForActing>
          <Card id="thread" title={t('thread.title')} tone="accent">
            {thread}
            <ForActing>{feedback}</ForActing>
          </Card>
          <Card id="notes" title={t('notes.title')} tone="internal">
            <Notes
              id={file.id}
              recipient={recipient}
              notes={page.notes}
              colleagues={page.colleagues.map(({ name }) => name)}
              typed={typed}
            />
          </Card>
          {after}
        </div>
      </div>
    </>
  )
}

const parts = ['report', 'revisions', 'why', 'assign', 'thread', 'notes'] as const

/** The page is long on a phone: each part is one press away. */
function CaseNav({ id }: { id: string }) {
  const { t } = useTranslation('recipient')
  return (
    <nav className="case-nav" aria-label={t('case.parts.label')}>
      {parts.map((part) => {
        const link = (
          <a key={part} href={`#${part}`}>
            {t(`case.parts.${part}`)}
          </a>
        )
        return part === 'assign' ? <ForActing key={part}>{link}</ForActing> : link
      })}
      <a href={`/desk/case-files/${id}/timeline`}>{t('case-files:timeline.link')}</a>{' '}
      <a href={`/desk/case-files/${id}/keeping`}>{t('retention:keeping.link')}</a>
      <a href={`/desk/case-files/${id}/related`}>{t('case-files:related.link')}</a>
    </nav>
  )
}

/** What was reported, with what is new in it marked, and the copies to keep. */
function Report({
  page: {
    file: { id },
    document,
    shown,
    revisions,
    unread,
  },
}: {
  page: CasePage
}) {
  const { t } = useTranslation('recipient')
  const changes = (unread ?? revisions.find((revision) => revision.shown))?.changes ?? []
  const names = new Map(changes.map(({ item, kind }) => [item, t(`history.${kind}`)]))
  const passed = unread?.passed.map((number) => t('history.number', { number })).join(t('between'))
  const file = `/desk/deliveries/${shown.deliveryId}`
  return (
    <section className="stack" id="report" aria-labelledby="report-title">
      <Heading level={2} id="report-title">
        {t('case.document', { stage: t(`stages.${shown.phase}`), number: shown.number })}
      </Heading>
      <Actions>
        <LinkButton href={`${file}.pdf`} size="small">
          {t('case.downloadPdf')}
        </LinkButton>
        <LinkButton href={`${file}.json`} size="small">
          {t('case.downloadJson')}
        </LinkButton>
      </Actions>
      {unread && (
        <p>
          {t('history.passed', { passed, read: unread.read })}{' '}
          <a href={`/desk/case-files/${id}/compare?from=${unread.read}&to=${shown.number}`}>
            {t('history.sinceRead', { number: unread.read })}
          </a>
        </p>
      )}
      <DocumentView page={document} mark={markFrom(names)} />
      <p className="quiet">{t('case.openedShown')}</p>
    </section>
  )
}

/** What happened to an item since the revision before, beside its label. */
function markFrom(names: ReadonlyMap<string, string>) {
  return ({ item }: DocumentRow) => names.has(item) && <Tag tone="orange">{names.get(item)}</Tag>
}
