import { useTranslation } from '#app/i18n/use-translation.ts'

import { useFormat } from '#app/i18n/use-format.ts'
import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { NoteView } from './case-page.ts'
import { ActForm, type ActTyped } from './act-form.tsx'
import { TextField } from './act-fields.tsx'

/** Notes of the body for itself: another colour than all that the reporter sees, and it says so at the editor. */
export function Notes({
  id,
  recipient,
  notes,
  typed,
}: {
  id: string
  recipient: string
  notes: readonly NoteView[]
  typed: ActTyped
}) {
  const { t } = useTranslation('recipient')
  return (
    <>
      {notes.length === 0 && <p className="quiet">{t('notes.none')}</p>}
      <ul className="messages">
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
      <ActForm id={id} act="notes" badge={<Tag tone="purple">{t('notes.badge')}</Tag>}>
        <TextField
          act="notes"
          name="text"
          label={t('notes.label')}
          hint={t('notes.hint', { recipient })}
          typed={typed}
        />
        <Button look="outline">{t('notes.submit')}</Button>
      </ActForm>
    </>
  )
}

function Note({ note: { name, text, writtenAt } }: { note: NoteView }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  return (
    <li className="message" data-side="inside">
      <p className="quiet">{t('notes.by', { name, at: dateTime(writtenAt) })}</p>
      <p className="message-text">{text}</p>
    </li>
  )
}
