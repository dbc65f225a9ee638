import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { returnReasons } from '#db/case-files/return-reasons.ts'

import type { Returnable } from './return-copy.server.ts'

interface ReturnFormProps {
  id: string
  returnables: readonly Returnable[]
  typed: { copy: string; reason: string }
  errors: Readonly<Record<string, string>>
}

/** Which copy came by mistake, why, and what giving it back means. */
export function ReturnForm({ id, returnables, typed, errors }: ReturnFormProps) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const copies = returnables.map(({ copy, by, at }) => ({
    value: copy,
    label: by
      ? t('return.handed', { recipient: words.recipient(by), at: dateTime(at) })
      : t('return.sent', { at: dateTime(at) }),
  }))
  const reasons = returnReasons.map((value) => ({ value, label: t(`return.reasons.${value}`) }))
  return (
    <form method="post" action={`/desk/case-files/${id}/return`} noValidate className="stack">
      <Notice tone="warning" title={t('return.forGood')}>
        <ul className="list">
          {(['deleted', 'kept', 'told', 'outside'] as const).map((part) => (
            <li key={part}>{t(`return.${part}`)}</li>
          ))}
        </ul>
      </Notice>
      <FieldGroup id="copy" label={t('return.copy')} error={errors.copy} need="required">
        {() => <RadioGroup id="copy" name="copy" options={copies} value={typed.copy || copies[0]?.value} />}
      </FieldGroup>
      <FieldGroup id="reason" label={t('return.reason')} error={errors.reason} need="required">
        {() => <RadioGroup id="reason" name="reason" options={reasons} value={typed.reason} />}
      </FieldGroup>
      <Actions>
        <Button look="danger">{t('return.submit')}</Button>
        <LinkButton look="text" href={`/desk/case-files/${id}`}>
          {t('form.back')}
        </LinkButton>
      </Actions>
    </form>
  )
}

/** A law would send it again: what an officer can do instead. */
export function BoundNotice({ id }: { id: string }) {
  const { t } = useTranslation('hand-overs')
  return (
    <Notice tone="warning" title={t('return.boundTitle')}>
      <p>{t('return.bound')}</p>
      <ul className="list">
        <li>
          <a href={`/desk/case-files/${id}#closure`}>{t('return.boundClose')}</a>
        </li>
        <li>
          <a href={`/desk/case-files/${id}/hand-over`}>{t('return.boundHandOver')}</a>
        </li>
      </ul>
    </Notice>
  )
}
