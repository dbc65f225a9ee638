import type { ShownConflict } from '#app/reports/form/conflicts.server.ts'
import { useNames } from '#app/reports/names.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** What a file did not replace, as it was saved on another screen since its page was opened: both answers. */
export function KeptAnswers({ conflicts }: { conflicts: readonly ShownConflict[] }) {
  const { t, question } = useNames()
  const words = (lines: readonly string[]) => lines.join(t('carried:kept.between')) || t('conflict.cleared')
  const rows = conflicts.map(({ item, mine, theirs }) => ({
    key: item,
    term: question(item),
    children: (
      <>
        <p>{t('carried:kept.draft', { answer: words(theirs) })}</p>
        <p>{t('carried:kept.file', { answer: words(mine) })}</p>
      </>
    ),
  }))
  return (
    <Notice tone="warning" title={t('carried:kept.title')} announced>
      <p>{t('carried:kept.text')}</p>
      <DescriptionList rows={rows} />
    </Notice>
  )
}
