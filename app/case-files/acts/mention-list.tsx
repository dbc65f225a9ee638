import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { Mention } from '#db/case-files/mentions.server.ts'

/** What was not seen yet stands on top and can be ticked off, one by one or all. */
export function MentionList({ mentions }: { mentions: readonly Mention[] }) {
  const { t } = useTranslation('asking')
  if (mentions.length === 0) return <p>{t('mentions.none')}</p>
  const unseen = mentions.filter(({ seenAt }) => !seenAt)
  return (
    <>
      <ForActing>
        {unseen.length > 1 && (
          <form method="post" action="/desk/mentions">
            {unseen.map(({ noteId }) => (
              <input key={noteId} type="hidden" name="note" value={noteId} />
            ))}
            <Button look="outline">{t('mentions.seeAll', { count: unseen.length })}</Button>
          </form>
        )}
      </ForActing>
      <ul className="messages">
        {mentions.map((mention) => (
          <MentionLine key={mention.noteId} mention={mention} />
        ))}
      </ul>
    </>
  )
}

function MentionLine({ mention }: { mention: Mention }) {
  const { t } = useTranslation('asking')
  const { dateTime } = useFormat()
  const { noteId, caseFileId, heading, reference, by, mentionedAt, seenAt } = mention
  const title = heading.title ?? heading.organisation ?? reference
  return (
    <li className="message" data-side="inside">
      <p className="message-head">
        {!seenAt && <Tag tone="orange">{t('mentions.unseen')}</Tag>}{' '}
        <a href={`/desk/case-files/${caseFileId}#notes`}>{title}</a> <span className="mono quiet">{reference}</span>
      </p>
      <p className="quiet">{t('mentions.by', { name: by, at: dateTime(mentionedAt.toISOString()) })}</p>
      <ForActing>
        {!seenAt && (
          <form method="post" action="/desk/mentions">
            <input type="hidden" name="note" value={noteId} />
            <Button look="text" size="small">
              {t('mentions.see')}
              <span className="visually-hidden">{t('template.of', { name: title })}</span>
            </Button>
          </form>
        )}
      </ForActing>
    </li>
  )
}
