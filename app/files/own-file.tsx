import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tag } from '#app/ui/tag.tsx'

import { FileFacts } from './file-facts.tsx'
import type { OwnFileFacts } from './files-page.server.ts'

interface OwnFileProps extends OwnFileFacts {
  reference: string
  /** See `FilesPage`. */
  limited: boolean
}

/** One file of one's own report: what it is, whom it reaches, what it gives away besides. */
export function OwnFile({ reference, limited, file, list, goes, could, traces, addedBy, mayRemove }: OwnFileProps) {
  const { t } = useTranslation('files')
  const words = useWords()
  return (
    <Card
      id={`file-${file.id}`}
      title={file.name}
      aside={file.lane === 'sample' && <Tag tone="red">{t('lane.sample')}</Tag>}
    >
      <p className="quiet">{t('own.of', { item: words.item(list) })}</p>
      {addedBy !== null && <p className="quiet">{t('own.addedBy', { vendor: addedBy })}</p>}
      {limited ? (
        <p>{t('own.whomClient')}</p>
      ) : (
        <Audience reference={reference} lane={file.lane} goes={goes} could={could} />
      )}
      {traces.length > 0 && (
        <Notice tone="warning" title={t('traces.title')}>
          <ul className="list">
            {traces.map((trace) => (
              <li key={trace}>{t(`traces.${trace}`)}</li>
            ))}
          </ul>
          <p>{t('traces.kept')}</p>
        </Notice>
      )}
      <FileFacts file={file} />
      <Actions>
        <LinkButton href={`/files/${reference}/${file.id}`} size="small" download>
          {t(file.lane === 'sample' ? 'received.takeSample' : 'received.take')}
        </LinkButton>
      </Actions>
      {mayRemove && (
        <ConfirmForm
          action={`/reports/${reference}/files/${file.id}`}
          look="danger"
          size="small"
          question={t('own.removeQuestion', { name: file.name })}
          yes={t('own.removeYes')}
          no={t('own.removeNo')}
        >
          {t('own.remove')}
        </ConfirmForm>
      )}
    </Card>
  )
}

/** Whom it reaches, and the way to let another body have it. Samples have no item of their own: each body is the reporter's choice. */
function Audience({ reference, lane, goes, could }: Pick<OwnFileProps, 'reference' | 'goes' | 'could'> & Lane) {
  const { t } = useTranslation('files')
  const words = useWords()
  const isSample = lane === 'sample'
  const reach = goes.length > 0 ? t('own.goes', { recipients: goes.map(words.recipient).join(t('and')) }) : null
  const said = (
    <>
      <p>{reach ?? t('own.goesNowhere')}</p>
      {isSample && <p>{t('own.sample')}</p>}
      {could.length > 0 && (
        <>
          <p>{t('own.could')}</p>
          <ul className="list">
            {could.map((recipient) => (
              <li key={recipient}>
                <a href={`/reports/${reference}/preview#to-${recipient}`}>{words.recipient(recipient)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
  if (reach && !isSample) return said
  return (
    <Notice tone={reach ? 'info' : 'warning'} title={t('own.whom')}>
      {said}
    </Notice>
  )
}

type Lane = Pick<OwnFileFacts['file'], 'lane'>
