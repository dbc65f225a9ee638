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
  /** Asked in a dialog before the form goes; without script the form goes at once. */
  question: string
  yes: string
  no: string
}

export function ConfirmButton({ question, yes, no, ...rest }: ConfirmButtonProps) {
  return <Button data-confirm={question} data-confirm-yes={yes} data-confirm-no={no} {...rest} />
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
