import type { ComponentProps } from 'react'
import { useLanguage } from '#app/i18n/use-language.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { markup } from './markup.ts'
import { tongue } from './tongue.ts'

/** How wide an answer is expected to be; it says so before anyone types. */
type Width = 'full' | 'long' | 'medium' | 'short'

export function TextInput({ type = 'text', span = 'full', ...rest }: ComponentProps<'input'> & { span?: Width }) {
  return <input className="input" type={type} data-span={span} {...rest} />
}

interface SecretProps extends Omit<ComponentProps<'input'>, 'type'> {
  span?: Width
  /** Words of the button by which the script shows and hides what is typed; without script there is none. */
  show: string
  hide: string
}

/** What others should not read over a shoulder; whoever copies it from paper can have it shown. */
export function SecretInput({ span = 'long', show, hide, ...rest }: SecretProps) {
  return (
    <>
      <TextInput {...rest} type="password" span={span} autoCapitalize="characters" spellCheck={false} />
      <button type="button" className="button" data-look="text" data-shows={rest.id} data-hide={hide} hidden>
        {show}
      </button>
    </>
  )
}

/** With `counted` the script says how many characters are left. */
export function TextArea({ rows = 5, counted = false, ...rest }: ComponentProps<'textarea'> & { counted?: boolean }) {
  const { t } = useTranslation('ui')
  return (
    <>
      <textarea className="input" rows={rows} data-counted={counted || undefined} {...rest} />
      {counted && rest.maxLength !== undefined && (
        <p className="counter" data-counter-for={rest.id} data-left={t('counter.left')} hidden />
      )}
    </>
  )
}

export interface Option {
  value: string
  label: string
  hint?: string
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'children' | 'defaultValue' | 'multiple' | 'value'> {
  defaultValue?: string
  options: readonly Option[]
  /** The first line, for "not chosen". */
  empty?: string
  span?: Width
}

export function Select({ options, empty, span = 'long', defaultValue, ...rest }: SelectProps) {
  const language = useLanguage()
  const all = empty === undefined ? options : [{ value: '', label: empty }, ...options]
  const lines = all.map(({ value, label }) => {
    const on = value === defaultValue && markup` selected=""`
    return markup`<option value="${value}"${on}${tongue(language, label)}>${label}</option>`
  })
  return <select className="input" data-span={span} {...rest} dangerouslySetInnerHTML={markup`${lines}`} />
}
