import type { ComponentProps, ReactNode } from 'react'
import { useLanguage } from '#app/i18n/use-language.ts'

import { markup, type Markup } from './markup.ts'
import type { Option } from './text-input.tsx'
import { tongue } from './tongue.ts'

interface ChoicesProps {
  /** The group's id; the first control has it with `-0`. */
  id: string
  name: string
  options: readonly Option[]
  /** Side by side where they fit: for yes, no, unknown. */
  inline?: boolean
}

export function RadioGroup({ value, ...rest }: ChoicesProps & { value?: string }) {
  return <Choices {...rest} type="radio" isOn={(option) => option === value} />
}

export function CheckboxGroup({ values = [], ...rest }: ChoicesProps & { values?: readonly string[] }) {
  return <Choices {...rest} type="checkbox" isOn={(option) => values.includes(option)} />
}

interface AllChoicesProps extends ChoicesProps {
  type: 'radio' | 'checkbox'
  isOn: (value: string) => boolean
}

function Choices({ id, name, options, inline, type, isOn }: AllChoicesProps) {
  const language = useLanguage()
  const choices = options.map(({ value, label, hint }, index) => {
    const said = tongue(language, label)
    return tickMarkup({ type, id: `${id}-${index}`, name, value, label, tongue: said, hint, isOn: isOn(value) })
  })
  return <div className="choices" data-inline={inline} dangerouslySetInnerHTML={markup`${choices}`} />
}

interface Tick {
  type: 'radio' | 'checkbox'
  id?: string
  name: string
  value: string
  label: string
  tongue?: Markup | null
  hint?: string
  isOn: boolean
}

/** One of many, as `Checkbox` draws it. */
export function tickMarkup({ type, id, name, value, label, tongue: said, hint, isOn }: Tick): Markup {
  const hintId = hint && `${id}-hint`
  const named = id !== undefined && markup` id="${id}"`
  if (!hintId) {
    return markup`<label class="choice"><input type="${type}"${named} name="${name}"${isOn && checked} value="${value}"/><span class="choice-text"${said}>${label}</span></label>`
  }
  // Both stand in the label, to be pressed; the name is the first alone, or the hint would be read twice.
  const described = markup` aria-labelledby="${id}-name" aria-describedby="${hintId}"`
  const text = markup`<span id="${id}-name"${said}>${label}</span><small class="choice-hint" id="${hintId}">${hint}</small>`
  return markup`<label class="choice"><input type="${type}"${named}${described} name="${name}"${isOn && checked} value="${value}"/><span class="choice-text">${text}</span></label>`
}

const checked = markup` checked=""`

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  hint?: ReactNode
}

/** One yes-or-nothing: a consent, a recipient to include, "not known yet". */
export function Checkbox({ label, hint, id, ...rest }: CheckboxProps) {
  return (
    <label className="choice">
      <input
        type="checkbox"
        id={id}
        aria-labelledby={hint ? `${id}-name` : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
      />
      <span className="choice-text">
        {hint ? <span id={`${id}-name`}>{label}</span> : label}
        {hint && (
          <small className="choice-hint" id={`${id}-hint`}>
            {hint}
          </small>
        )}
      </span>
    </label>
  )
}
