import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { FileToward } from './file-audience.ts'

interface FilesPreviewProps {
  files: readonly FileToward[]
  base: string
  /** Some of them tell more than their content. */
  telling: boolean
}

/** Which file reaches whom, before it is sent. */
export function FilesPreview({ files, base, telling }: FilesPreviewProps) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  const { recipients } = useNames()
  if (files.length === 0) return null
  return (
    <Card id="files" title={t('preview.title')}>
      <ul className="list">
        {files.map(({ file, goes, could }) => (
          <li key={file.id}>
            {file.name} <span className="quiet">{bytes(file.bytes)}</span>{' '}
            {file.lane === 'sample' && <Tag tone="red">{t('lane.sample')}</Tag>}
            <br />
            {goes.length > 0 ? t('preview.to', { recipients: recipients(goes) }) : t('preview.nobody')}
            {could.length > 0 && (
              <>
                <br />
                <span className="quiet">
                  {t('preview.could', { recipients: recipients(could), part: t('reporter:preview.choices') })}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {telling && <p className="quiet">{t('preview.traces')}</p>}
      <p>
        <a href={`${base}/files`}>{t('preview.change')}</a>
      </p>
    </Card>
  )
}
