import type { ComponentProps, ReactNode } from 'react'

import type { Option } from './text-input.tsx'

interface ChoicesProps {
  /** The group's id; the first control has it with `-0`. */
  id: string
  name: string
  options: readonly Option[]
  /** Side by side where they fit: for yes, no, unknown. */
  inline?: boolean
}

export function RadioGroup({ id, name, options, inline, value }: ChoicesProps & { value?: string }) {
  return (
    <div className="choices" data-inline={inline}>
      {options.map((option, index) => (
        <Choice key={option.value} option={option} hintId={`${id}-${index}-hint`}>
          <input
            type="radio"
            id={`${id}-${index}`}
            name={name}
            value={option.value}
            defaultChecked={option.value === value}
            aria-describedby={option.hint ? `${id}-${index}-hint` : undefined}
          />
        </Choice>
      ))}
    </div>
  )
}

export function CheckboxGroup({
  id,
  name,
  options,
  inline,
  values = [],
}: ChoicesProps & { values?: readonly string[] }) {
  return (
    <div className="choices" data-inline={inline}>
      {options.map((option, index) => (
        <Choice key={option.value} option={option} hintId={`${id}-${index}-hint`}>
          <input
            type="checkbox"
            id={`${id}-${index}`}
            name={name}
            value={option.value}
            defaultChecked={values.includes(option.value)}
            aria-describedby={option.hint ? `${id}-${index}-hint` : undefined}
          />
        </Choice>
      ))}
    </div>
  )
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  hint?: ReactNode
}

/** One yes-or-nothing: a consent, a recipient to include, "not known yet". */
export function Checkbox({ label, hint, id, ...rest }: CheckboxProps) {
  return (
    <label className="choice">
      <input type="checkbox" id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      <span className="choice-text">
        {label}
        {hint && (
          <small className="choice-hint" id={`${id}-hint`}>
            {hint}
          </small>
        )}
      </span>
    </label>
  )
}

function Choice({ option, hintId, children }: { option: Option; hintId: string; children: ReactNode }) {
  return (
    <label className="choice">
      {children}
      <span className="choice-text">
        {option.label}
        {option.hint && (
          <small className="choice-hint" id={hintId}>
            {option.hint}
          </small>
        )}
      </span>
    </label>
  )
}
