import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { Button } from './button.tsx'

interface LiveRegionProps {
  /** The part that is fetched anew and swapped. */
  id: string
  /** Where events come from. */
  source: string
  /** Where among the events this page stands: what comes before it listens is told then. */
  place: string
  children: ReactNode
}

/** A list that keeps itself up to date with script; without, it is the list of when the page was asked for. */
export function LiveRegion({ id, source, place, children }: LiveRegionProps) {
  const { t } = useTranslation('ui')
  return (
    <div data-live-source={source} data-live-place={place} data-live-target={id}>
      <output
        className="live-state"
        data-live-banner
        data-news={t('live.news', { number: '{count}' })}
        data-missed={t('live.missed')}
        data-lost={t('live.lost')}
        hidden
      >
        <span data-live-text />{' '}
        <Button type="button" look="text" size="small" data-live-show>
          {t('live.show')}
        </Button>
      </output>
      <div id={id}>{children}</div>
    </div>
  )
}
