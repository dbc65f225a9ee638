import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { Field, type Control } from '#app/ui/field.tsx'
import { Select, TextArea, TextInput, type Option } from '#app/ui/text-input.tsx'

import { limits } from './act.ts'
import { problemOf, typedValue, type ActTyped } from './act-form.tsx'

interface ActFieldProps {
  act: string
  name: string
  label: string
  hint?: ReactNode
  required?: boolean
  /** Who can read what is typed; a choice from a list needs none. */
  audience?: ReactNode
  typed: ActTyped
}

type WrittenProps = ActFieldProps & { audience: ReactNode }

/** A control of an act; its id is `<act>-<name>`, which the error summary links to. */
export function ActField({
  children,
  ...props
}: ActFieldProps & { children: (control: Control, value: string | undefined) => ReactNode }) {
  const { t } = useTranslation('recipient')
  const { act, name, label, hint, required, audience, typed } = props
  const problem = problemOf(typed, act, name)
  return (
    <Field
      id={`${act}-${name}`}
      label={label}
      hint={hint}
      need={required ? 'required' : 'none'}
      audience={audience}
      error={problem && t(`problems.${problem.code}`, { ...problem.values })}
    >
      {(control) => children(control, typedValue(typed, act, name))}
    </Field>
  )
}

export function TextField(props: WrittenProps & { rows?: number }) {
  const { act, name, rows = 4, typed } = props
  const inserted = typed.act === act && typed.inserted
  return (
    <ActField {...props}>
      {(control, value) => (
        <TextArea
          {...control}
          name={name}
          rows={inserted ? rows * 2 : rows}
          defaultValue={value}
          maxLength={limits.text}
          counted
          data-takes-focus={inserted || undefined}
        />
      )}
    </ActField>
  )
}

export function LineField({
  max,
  type = 'text',
  min,
  ...props
}: (WrittenProps | (ActFieldProps & { type: 'date' })) & {
  max?: number
  type?: 'text' | 'date' | 'url'
  min?: string
}) {
  return (
    <ActField {...props}>
      {(control, value) => (
        <TextInput
          {...control}
          name={props.name}
          type={type}
          span="medium"
          min={min}
          maxLength={max}
          defaultValue={value}
        />
      )}
    </ActField>
  )
}

export function ChoiceField({
  options,
  empty,
  value: chosen,
  ...props
}: ActFieldProps & { options: readonly Option[]; empty?: string; value?: string }) {
  return (
    <ActField {...props}>
      {(control, value) => (
        <Select
          {...control}
          name={props.name}
          span="full"
          options={options}
          empty={empty}
          defaultValue={value ?? chosen ?? ''}
        />
      )}
    </ActField>
  )
}
