import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** What a control must carry so that its label, hint and error are read with it. */
export interface Control {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

/** required and optional show a badge; none shows nothing. */
export type Need = 'required' | 'optional' | 'none'

interface FieldProps {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  need?: Need
  /** Beside the badge: who asks for it, until when. */
  mark?: ReactNode
  /** Who can read what is typed; an `Audience`. */
  audience?: ReactNode
  /** Below the control: why it is asked, a counter. */
  after?: ReactNode
  /** The name of a field that decides whether this one is shown, and its values: `attack-type=ransomware|ddos`. */
  shownWhen?: string
  children: (control: Control) => ReactNode
}

/** One question with one control. */
export function Field(props: FieldProps) {
  const { id, label, hint, error, need = 'none', mark, audience, after, shownWhen, children } = props
  return (
    <div className="field" data-error={error ? true : undefined} data-shown-when={shownWhen}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        <NeedBadge need={need} />
        {mark}
      </div>
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {audience && <p id={`${id}-audience`}>{audience}</p>}
      {children(controlOf({ id, hint, error, need, audience }))}
      <FieldError id={id} error={error} />
      {after}
    </div>
  )
}

/** One question with several controls: radios, checkboxes, a date and its time. */
export function FieldGroup({ id, label, hint, error, need = 'none', mark, after, shownWhen, children }: FieldProps) {
  const { 'aria-describedby': described, 'aria-invalid': invalid } = controlOf({ id, hint, error, need })
  return (
    <fieldset
      className="field"
      id={id}
      tabIndex={error ? -1 : undefined}
      aria-describedby={described}
      data-error={invalid}
      data-shown-when={shownWhen}
    >
      <legend className="field-label">
        {label} <NeedBadge need={need} />
        {mark}
      </legend>
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children({ id, 'aria-describedby': described, 'aria-invalid': invalid, 'aria-required': undefined })}
      <FieldError id={id} error={error} />
      {after}
    </fieldset>
  )
}

function controlOf(props: Pick<FieldProps, 'id' | 'hint' | 'error' | 'need' | 'audience'>): Control {
  const { id, hint, error, need, audience } = props
  const described = [error && `${id}-error`, hint && `${id}-hint`, audience && `${id}-audience`]
    .filter(Boolean)
    .join(' ')
  return {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': need === 'required' ? true : undefined,
  }
}

function NeedBadge({ need }: { need: Need }) {
  const { t } = useTranslation('ui')
  if (need === 'none') return null
  return (
    <span className="need" data-need={need}>
      {t(`need.${need}`)}
    </span>
  )
}

function FieldError({ id, error }: { id: string; error: ReactNode }) {
  if (!error) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      {error}
    </p>
  )
}
