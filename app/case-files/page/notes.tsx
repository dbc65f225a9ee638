import { TextField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { markMentions, shortName } from '#app/case-files/acts/mentions.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'

import type { NoteView } from './case-page.ts'

/** Notes of the body for itself: another colour than all that the reporter sees, and it says so at the editor. */
export function Notes({
  id,
  recipient,
  notes,
  colleagues,
  typed,
}: {
  id: string
  recipient: string
  notes: readonly NoteView[]
  /** Names of colleagues who may be mentioned. */
  colleagues: readonly string[]
  typed: ActTyped
}) {
  const { t } = useTranslation('recipient')
  return (
    <>
      {notes.length === 0 ? (
        <p className="quiet">{t('notes.none')}</p>
      ) : (
        <ul className="messages">
          {notes.map((note) => (
            <Note key={note.id} note={note} colleagues={colleagues} />
          ))}
        </ul>
      )}
      <ForActing>
        <ActForm id={id} act="notes">
          <TextField
            act="notes"
            name="text"
            label={t('notes.label')}
            hint={
              colleagues.length > 0
                ? t('asking:notes.hint', { example: shortName(colleagues[0] ?? '') })
                : t('notes.hint', { recipient })
            }
            audience={<Audience who="inside" name={recipient} />}
            typed={typed}
          />
          <Button look="outline">{t('notes.submit')}</Button>
        </ActForm>
      </ForActing>
    </>
  )
}

function Note({ note, colleagues }: { note: NoteView; colleagues: readonly string[] }) {
  const { name, text, writtenAt } = note
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  return (
    <li className="message" data-side="inside">
      <p className="quiet">{t('notes.by', { name, at: dateTime(writtenAt) })}</p>
      <p className="message-text">
        {markMentions(text, colleagues).map((piece, index) =>
          piece.mention ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </p>
    </li>
  )
}
