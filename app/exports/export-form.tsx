import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

interface ExportFormProps {
  action: '/desk/export' | '/desk/statistics/export'
  query: string
  back: string
  /** The officer's body, as people call it. */
  recipient: string
  /** What was typed before a problem was found. */
  typed: { reason: string; format: string; allItems: boolean }
  errors: Readonly<Partial<Record<'reason' | 'format', string>>>
  mostLetters: number
}

/** Why, in which form, how much. The filter is the one that was on screen and goes along unseen. */
export function ExportForm({ action, query, back, recipient, typed, errors, mostLetters }: ExportFormProps) {
  const { t } = useTranslation('exports')
  const formats = ['csv', 'xlsx'].map((value) => ({
    value,
    label: t(`formats.${value}.label`),
    hint: t(`formats.${value}.hint`),
  }))
  return (
    <form method="post" action={action}>
      <input type="hidden" name="query" value={query} />
      <Field
        id="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        need="required"
        audience={<Audience who="export" name={recipient} />}
        error={errors.reason}
      >
        {(control) => (
          <TextArea {...control} name="reason" rows={3} counted maxLength={mostLetters} defaultValue={typed.reason} />
        )}
      </Field>
      <FieldGroup id="format" label={t('format')} need="required" error={errors.format}>
        {() => <RadioGroup id="format-choice" name="format" options={formats} value={typed.format} />}
      </FieldGroup>
      {action === '/desk/export' && (
        <div className="field">
          <Checkbox
            id="all-items"
            name="items"
            value="all"
            defaultChecked={typed.allItems}
            label={t('allItems')}
            hint={t('allItemsHint')}
          />
        </div>
      )}
      <Actions>
        <Button>{t('prepare')}</Button>
        <LinkButton look="text" href={back}>
          {t('cancel')}
        </LinkButton>
      </Actions>
    </form>
  )
}
