import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { FileEntry } from '#forms/files.ts'

import { FileFacts } from './file-facts.tsx'

interface ReceivedFilesProps {
  files: readonly { list: string; file: FileEntry }[]
  /** By another body, and not with a revision of the reporter's. */
  handed?: boolean
}

/** The files that a body got: what each is, and the way to it. Nothing is shown of what is in them. */
export function ReceivedFiles({ files, handed = false }: ReceivedFilesProps) {
  const { t } = useTranslation('files')
  const words = useWords()
  if (files.length === 0) return null
  return (
    <Card id="files" title={t('received.title', { count: files.length })}>
      <p className="quiet">{t(handed ? 'received.leadHanded' : 'received.lead')}</p>
      {files.map(({ list, file }) => (
        <section key={file.id} className="file stack-s" aria-labelledby={`file-${file.id}`}>
          <h3 className="file-name" id={`file-${file.id}`}>
            {file.name} {file.lane === 'sample' && <Tag tone="red">{t('lane.sample')}</Tag>}
          </h3>
          <p className="quiet">{t('received.of', { item: words.item(list) })}</p>
          {file.lane === 'sample' && (
            <Notice tone="warning" title={t('received.sampleTitle')}>
              <p>{t('received.sample')}</p>
            </Notice>
          )}
          {file.scan === 'found' && <Notice tone="warning" title={t('received.found')} />}
          <FileFacts file={file} />
          <Actions>
            <LinkButton href={`/files/${file.id}`} size="small" download>
              {t(file.lane === 'sample' ? 'received.takeSample' : 'received.take')}
            </LinkButton>
            {file.lane === 'sample' && (
              <LinkButton href={`/files/${file.id}?packing=strong`} size="small" look="text" download>
                {t('received.takeStrong')}
              </LinkButton>
            )}
          </Actions>
        </section>
      ))}
    </Card>
  )
}
