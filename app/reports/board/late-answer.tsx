import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'

import type { TypedInVain } from './typed-in-vain.server.ts'

/**
 * Somebody else was first: what was typed is shown, so that it can be copied. `limited`: to a vendor that has no page of the
 * whole report to go back to.
 */
export function LateAnswer({
  typed,
  base,
  limited,
}: {
  typed: readonly TypedInVain[]
  base: string
  limited: boolean
}) {
  const { t, question } = useNames()
  return (
    <>
      <p className="lead">{t('board.lateLead')}</p>
      <Card level={2} title={t('board.lateTyped')}>
        {typed.map(({ item, lines }) => (
          <div key={item}>
            {item && <p className="quiet">{question(item)}</p>}
            <p className="typed">{lines.join('\n')}</p>
          </div>
        ))}
      </Card>
      {!limited && <p>{t('board.lateNext')}</p>}
      <p>
        <a href={base}>{t(limited ? 'board.backToConsole' : 'board.back')}</a>
      </p>
    </>
  )
}
