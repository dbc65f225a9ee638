import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import type { SentFile } from '#app/reports/sending/sent-files.ts'
import { Card } from '#app/ui/card.tsx'

/** The files that went with a report, each with the digest by which anybody who has it can tell that it is the one. */
export function ReceiptFiles({ files }: { files: readonly SentFile[] }) {
  const { t } = useTranslation('files')
  const words = useWords()
  if (files.length === 0) return null
  return (
    <Card id="files" level={3} title={t('receipt.title')}>
      <ul className="list">
        {files.map(({ file, at }) => (
          <li key={file.id}>
            {file.name} <span className="quiet">{t('receipt.bytes', { bytes: file.bytes.toLocaleString('en') })}</span>
            <br />
            {t('board.at', { recipients: at.map(words.recipient).join(t('and')) })}
            <br />
            {t('facts.sha256')} <span className="mono digest">{file.sha256}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
