import { useTranslation } from '#app/i18n/use-translation.ts'

import { CoverText } from '#app/documents/cover-text.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { Details } from '#app/ui/details.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { ChangeView, RevisionView } from './case-page.ts'

/** Every revision this body got, newest first, with what changed for it. */
export function RevisionHistory({ caseFileId, revisions }: { caseFileId: string; revisions: readonly RevisionView[] }) {
  return (
    <ol className="stack revisions">
      {revisions.map((revision) => (
        <li key={revision.number} className="stack-s">
          <Revision caseFileId={caseFileId} revision={revision} />
        </li>
      ))}
    </ol>
  )
}

function Revision({ caseFileId, revision }: { caseFileId: string; revision: RevisionView }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const { number, phase, sentAt, openedAt, digest, changes, cover, shown } = revision
  const name = t('history.revision', { number, stage: t(`stages.${phase}`) })
  return (
    <>
      <p className="revision-name">
        {shown ? name : <a href={`/desk/case-files/${caseFileId}?revision=${number}`}>{name}</a>}{' '}
        {shown && <Tag tone="blue">{t('history.viewing')}</Tag>}
      </p>
      <p className="quiet">
        {t('history.received', { at: dateTime(sentAt) })}
        {t('between')}
        {openedAt ? t('history.opened', { at: dateTime(openedAt) }) : t('history.notOpened')}
      </p>
      <p className="quiet">
        {t('history.digest')} <span className="mono digest">{digest}</span>
      </p>
      {cover && <CoverText cover={cover} />}
      {number > 1 && changes !== null && (
        <p>
          <a href={`/desk/case-files/${caseFileId}/compare?to=${number}`}>{t('case-files:compare.link', { number })}</a>
        </p>
      )}
      <Changes number={number} changes={changes} open={shown} />
    </>
  )
}

interface ChangesProps {
  number: number
  changes: readonly ChangeView[] | null
  open: boolean
}

function Changes({ number, changes, open }: ChangesProps) {
  const { t } = useTranslation('recipient')
  if (changes === null) return <p className="quiet">{t('history.firstRevision')}</p>
  if (changes.length === 0) return <p className="quiet">{t('history.noChanges')}</p>
  return (
    <Details summary={t('history.changes', { count: changes.length })} id={`changes-${number}`} open={open}>
      <dl className="changes">
        {changes.map((change) => (
          <div key={change.item}>
            <dt>
              {change.label} <Tag tone="orange">{t(`history.${change.kind}`)}</Tag>
            </dt>
            {change.before.length > 0 && <Side name={t('history.before')} lines={change.before} />}
            {change.after.length > 0 && <Side name={t('history.after')} lines={change.after} />}
          </div>
        ))}
      </dl>
    </Details>
  )
}

function Side({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <dd>
      <span className="quiet">{name}</span>
      {lines.join('\n')}
    </dd>
  )
}
