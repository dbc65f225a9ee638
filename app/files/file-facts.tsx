import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import type { FileEntry } from '#forms/files.ts'

const unknown = 'application/octet-stream'

/** What is known of a file before anybody opens it. */
export function FileFacts({ file }: { file: FileEntry }) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  const found = typeof file.found === 'string' ? file.found : ''
  const exact = file.bytes.toLocaleString('en')
  const size = file.bytes < 1_000 ? bytes(file.bytes) : t('facts.sizeExact', { size: bytes(file.bytes), bytes: exact })
  const type = file.type === unknown ? t('facts.unknownType', { type: unknown }) : file.type
  const rows = [
    { term: t('facts.size'), children: size },
    { term: t('facts.type'), children: type },
    { term: t('facts.scan'), children: t(`scan.${file.scan}`, { found }) },
    ...(['sha256', 'sha1', 'md5'] as const).map((name) => ({
      term: t(`facts.${name}`),
      children: <span className="mono digest">{file[name]}</span>,
    })),
  ]
  return <DescriptionList rows={rows} />
}
