import type { ComponentProps, ReactNode } from 'react'

interface Look {
  /** primary: the one next step of a page. outline: other actions. text: least. danger: cannot be undone. */
  look?: 'primary' | 'outline' | 'text' | 'danger'
  size?: 'large' | 'medium' | 'small'
}

export function Button({
  look = 'primary',
  size = 'medium',
  type = 'submit',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button className="button" data-look={look} data-size={size} type={type} {...rest} />
}

export function LinkButton({ look = 'outline', size = 'medium', children, ...rest }: ComponentProps<'a'> & Look) {
  return (
    <a className="button" data-look={look} data-size={size} {...rest}>
      {children}
    </a>
  )
}

interface ConfirmButtonProps extends ComponentProps<'button'>, Look {
  question: string
  yes: string
  no: string
}

/**
 * Asks before it does what cannot be undone. Plain pages fold the question and its answer behind what looks like the
 * button; the script puts the button itself there, and asks in a dialog.
 */
export function ConfirmButton({ question, yes, no, children, look = 'primary', size, ...rest }: ConfirmButtonProps) {
  return (
    <details className="asks-first">
      <summary className="button" data-look={look} data-size={size ?? 'medium'} aria-label={rest['aria-label']}>
        {children}
      </summary>
      <div className="asked">
        <p>{question}</p>
        <Button look={look === 'text' ? 'outline' : look} data-no={no} {...rest}>
          {yes}
        </Button>
      </div>
    </details>
  )
}

/** Buttons side by side, stacked on a phone. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}

/** Shown by the script only: printing needs one. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <Button type="button" look="outline" data-print hidden>
      {children}
    </Button>
  )
}
