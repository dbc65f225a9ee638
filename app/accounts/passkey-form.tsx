import type { ReactNode } from 'react'

import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'

interface PasskeyFormProps {
  /** What the passkey is asked for: the server makes one question for each. */
  purpose: 'sign-in' | 'again' | 'add' | 'enrol'
  label: string
  look?: 'primary' | 'outline'
  /** Further fields. */
  children?: ReactNode
  token?: string
}

/** Shown by the script, where the browser knows passkeys. It posts to the page that it stands on. */
export function PasskeyForm({ purpose, label, look = 'primary', children, token }: PasskeyFormProps) {
  const { t } = useTranslation('accounts')
  return (
    <form method="post" data-passkey="/sign-in/passkey" hidden className="stack">
      <input type="hidden" name="step" value="passkey" />
      <input type="hidden" name="for" value={purpose} />
      {token && <input type="hidden" name="token" value={token} />}
      {children}
      <Button look={look} size="large">
        {label}
      </Button>
      <p className="field-error" role="alert" data-passkey-failed hidden>
        {t(purpose === 'add' || purpose === 'enrol' ? 'passkey.notMade' : 'passkey.failed')}
      </p>
    </form>
  )
}
