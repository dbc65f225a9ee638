import type { ReactNode } from 'react'

import { usePageVisit } from '#app/http/page-visit.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'

interface SignedInProps {
  /** Where the page knows it by itself. */
  name?: string
  /** What else concerns whoever is signed in. */
  children?: ReactNode
}

/** Who is signed in, and the way out. Several people use one computer. */
export function SignedIn({ name, children }: SignedInProps) {
  const { t } = useTranslation('account')
  const { signedIn } = usePageVisit()
  const who = name ?? signedIn
  return (
    <form method="post" action="/leave" className="person">
      {who && <span>{who}</span>}
      {children}
      <Button look="text" size="small" name="door" value="staff">
        {t('signOut')}
      </Button>
    </form>
  )
}
