import { Card } from '#app/ui/card.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'

import { GroundWords } from './ground-words.tsx'
import type { HandOverView } from './hand-over-view.ts'
import { useBodies } from './use-bodies.ts'
import { ReturnRecord } from './return-record.tsx'
import type { ReturnView } from './return-view.ts'

interface PassingsProps {
  handOvers: readonly HandOverView[]
  returns: readonly ReturnView[]
  base: string
}

/** For the reporter: what bodies passed on to others. It is always shown; no body can keep it quiet. */
export function Passings({ handOvers, returns, base }: PassingsProps) {
  return (
    <>
      <HandOvers handOvers={handOvers} base={base} />
      <Returns returns={returns} />
    </>
  )
}

/** What bodies gave back, and what the portal deleted then. */
function Returns({ returns }: Pick<PassingsProps, 'returns'>) {
  const { t } = useTranslation('hand-overs')
  if (returns.length === 0) return null
  return (
    <Card id="returns" title={t('return.boardTitle')} tone="warning">
      <p>{t('return.boardLead')}</p>
      {returns.map((entry) => (
        <ReturnRecord key={entry.id} entry={entry} />
      ))}
    </Card>
  )
}

function HandOvers({ handOvers, base }: Pick<PassingsProps, 'handOvers' | 'base'>) {
  const { t } = useTranslation('hand-overs')
  if (handOvers.length === 0) return null
  return (
    <Card id="hand-overs" title={t('board.title')} tone="warning">
      <p>{t('board.lead')}</p>
      <ul className="list">
        {handOvers.map((one) => (
          <li key={one.id}>
            <Passing handOver={one} base={base} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Passing({ handOver, base }: { handOver: HandOverView; base: string }) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const bodies = useBodies()
  const { id, by, to, at, openedAt, returnedAt, items, files, beyond, reason, fromPrefecture, toPrefecture } = handOver
  return (
    <>
      <p>
        <strong>{t('board.line', { by: bodies(by, fromPrefecture), to: bodies(to, toPrefecture) })}</strong>
        <br />
        {t('board.at', { at: dateTime(at) })}
        <br />
        {returnedAt === null && (
          <>
            {t('card.ground')} <GroundWords {...handOver} />
            <br />
          </>
        )}
        {toPrefecture
          ? t('board.moved')
          : openedAt
            ? t('board.opened', { at: dateTime(openedAt) })
            : t('board.notOpened')}
      </p>
      {files.length > 0 && toPrefecture === null && <p>{t('board.files', { files: files.join(t('between')) })}</p>}
      {beyond.length > 0 && (
        <p>
          {t('board.beyond', { items: beyond.map((item) => words.item(item)).join(t('between')) })}
          <br />
          {t('board.reason')} <span className="typed">{reason}</span>
        </p>
      )}
      {returnedAt === null && (
        <p>
          <a href={`${base}/deliveries/${id}`}>{t('board.read', { count: items.length })}</a>
        </p>
      )}
    </>
  )
}
