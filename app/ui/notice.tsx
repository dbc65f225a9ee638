import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

export type Tone = 'info' | 'success' | 'warning' | 'error'

interface NoticeProps {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  /** The answer to what somebody has just done: reading starts here. */
  announced?: boolean
  id?: string
}

/** Something to know before going on. The tone is said in words too, for those who do not see its colour. */
export function Notice({ tone = 'info', title, children, announced = false, id }: NoticeProps) {
  const { t } = useTranslation('ui')
  return (
    <div
      className="notice"
      data-tone={tone}
      role={announced ? 'status' : undefined}
      tabIndex={announced ? -1 : undefined}
      id={id}
    >
      <p className="notice-title">
        <span className="visually-hidden">{t(`tone.${tone}`)}</span>
        {title}
      </p>
      {children && <div className="notice-text">{children}</div>}
    </div>
  )
}
