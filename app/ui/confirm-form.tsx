import type { ComponentProps } from 'react'

import { ConfirmButton } from './button.tsx'

type ConfirmFormProps = Omit<ComponentProps<typeof ConfirmButton>, 'hidden'> & {
  /** Default: the address of the page. */
  action?: string
  /** What goes along, by name. */
  hidden?: Readonly<Record<string, string>>
}

/** A form that is one button and asks first. Without children the button says what the answer yes says. */
export function ConfirmForm({ action, hidden = {}, children, ...button }: ConfirmFormProps) {
  return (
    <form method="post" action={action}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ConfirmButton {...button}>{children ?? button.yes}</ConfirmButton>
    </form>
  )
}
