import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'

interface UploadFormProps {
  reference: string
  items: readonly { item: string; list: string }[]
  /** The item one came from. */
  chosen: string | null
  limit: number
  errors: ReadonlyMap<string, string>
}

/** The file comes last, so that all else is known when its first byte arrives. With script a large one goes in parts. */
export function UploadForm({ reference, items, chosen, limit, errors }: UploadFormProps) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  const words = useWords()
  const base = `/reports/${reference}/files`
  const item = (items.find((one) => one.item === chosen) ?? items.at(-1))?.item
  return (
    <form
      method="post"
      action={base}
      encType="multipart/form-data"
      className="stack"
      data-upload={`${base}/arriving`}
      data-upload-done={base}
    >
      <FieldGroup id="item" label={t('form.item')} error={errors.get('item')}>
        {() => (
          <RadioGroup
            id="item"
            name="item"
            value={item}
            options={items.map(({ item: value, list }) => ({ value, label: words.item(list) }))}
          />
        )}
      </FieldGroup>
      <FieldGroup id="lane" label={t('form.lane')}>
        {() => (
          <RadioGroup
            id="lane"
            name="lane"
            value="plain"
            options={(['plain', 'sample'] as const).map((lane) => ({
              value: lane,
              label: t(`lane.${lane}`),
              hint: t(`form.lanes.${lane}`),
            }))}
          />
        )}
      </FieldGroup>
      <Field
        id="file"
        label={t('form.file')}
        hint={t('form.fileHint', { size: bytes(limit) })}
        error={errors.get('file')}
      >
        {(control) => <input {...control} className="file-input" type="file" name="file" />}
      </Field>
      <output
        className="upload-state"
        data-upload-state
        data-sending={t('form.sending', { percent: '{percent}' })}
        data-again={t('form.again')}
        data-failed={t('form.failed')}
        data-changed={t('form.changed')}
        data-checking={t('form.checking')}
        hidden
      />
      <Actions>
        <Button size="large">{t('form.send')}</Button>
      </Actions>
    </form>
  )
}
