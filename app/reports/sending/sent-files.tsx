import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { Heading } from '#app/ui/heading.tsx'

import type { SentFile } from './sent-files.ts'

/** Who has which file now. */
export function SentFiles({ files, base, open }: { files: readonly SentFile[]; base: string; open: boolean }) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  const { recipients } = useNames()
  return (
    <>
      {files.length > 0 && (
        <section className="stack" id="files">
          <Heading level={2}>{t('board.title')}</Heading>
          <p className="quiet">{t('board.lead')}</p>
          <ul className="list">
            {files.map(({ file, at }) => (
              <li key={file.id}>
                {file.name} <span className="quiet">{bytes(file.bytes)}</span>
                <br />
                {t('board.at', { recipients: recipients(at) })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {open && (
        <p>
          <a href={`${base}/files`}>{t('board.add')}</a>
        </p>
      )}
    </>
  )
}
