import { limits } from '#app/case-files/acts/act.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { useKeptPart } from '#app/ui/kept-part.ts'
import { Notice } from '#app/ui/notice.tsx'

/** The form that the ticks in the table belong to. */
export const bulkForm = 'bulk'

/** What can be done to several at once; the ticks are in the table. */
export function BulkBar({ recipient }: { recipient: string }) {
  const { t } = useTranslation('recipient')
  const acts = useKeptPart(`queue-bulk ${recipient}`, () => <BulkActs recipient={recipient} />)
  const form = { method: 'post', action: '/desk/bulk', id: bulkForm, className: 'queue-bulk' }
  return <form {...form} aria-label={t('bulk.label')} dangerouslySetInnerHTML={acts} />
}

function BulkActs({ recipient }: { recipient: string }) {
  const { t } = useTranslation('recipient')
  return (
    <>
      <span>{t('bulk.lead')}</span>
      <span className="queue-bulk-label">
        <label htmlFor="bulk-label">{t('bulk.labelName')}</label>
        <input
          className="input"
          id="bulk-label"
          name="label"
          maxLength={limits.label}
          required
          aria-describedby="bulk-audience"
        />
      </span>
      <Button look="outline" size="small" name="act" value="label">
        {t('bulk.labelSubmit')}
      </Button>
      {/* After the field: Enter in it presses the first button of the form. */}
      <Button look="outline" size="small" name="act" value="claim" formNoValidate>
        {t('bulk.claim')}
      </Button>
      <span id="bulk-audience">
        <Audience who="inside" name={recipient} />
      </span>
    </>
  )
}

/** The last thing done to many, as the page knows it. */
export interface LastBulk {
  id: string
  act: 'claim' | 'label'
  label: string | null
  count: number
}

/** Says what was done to how many, and takes it back. */
export function UndoNotice({ last: { id, act, label, count } }: { last: LastBulk }) {
  const { t } = useTranslation('recipient')
  return (
    <Notice tone="success" title={t(`bulk.done.${act}`, { count, label })} announced id="last-bulk">
      <form method="post" action="/desk/bulk">
        <input type="hidden" name="undo" value={id} />
        <Button look="outline" size="small">
          {t('bulk.undo')}
        </Button>
      </form>
    </Notice>
  )
}
