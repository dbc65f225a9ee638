import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tag } from '#app/ui/tag.tsx'

import { GroundWords } from './ground-words.tsx'
import { useBodies } from './use-bodies.ts'
import type { HandOverView } from './hand-over-view.ts'
import { ReturnRecord } from './return-record.tsx'
import type { ReturnView } from './return-view.ts'

/** What other bodies passed on to this one, above everything else: it did not come from the reporter. */
export function HandedNotice({ received }: { received: readonly HandOverView[] }) {
  const held = received.filter(({ returnedAt }) => returnedAt === null)
  const handed = held.filter(({ toPrefecture }) => toPrefecture === null)
  const moved = held.filter(({ toPrefecture }) => toPrefecture !== null)
  return (
    <>
      {moved.length > 0 && <MovedNotice moved={moved} />}
      {handed.length > 0 && <FromOthers handed={handed} />}
    </>
  )
}

/** A case that the police of another prefecture had. */
function MovedNotice({ moved }: { moved: readonly HandOverView[] }) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const bodies = useBodies()
  return (
    <Notice title={t('card.movedTitle')} id="moved">
      {moved.map((one) => (
        <p key={one.id}>
          {t('card.received', { recipient: bodies(one.by, one.fromPrefecture), at: dateTime(one.at) })}
          <br />
          {t('card.ground')} <GroundWords {...one} />
        </p>
      ))}
    </Notice>
  )
}

function FromOthers({ handed }: { handed: readonly HandOverView[] }) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  return (
    <Notice title={t('card.receivedTitle')} id="handed">
      {handed.map((one) => (
        <p key={one.id}>
          {t('card.received', { recipient: words.recipient(one.by), at: dateTime(one.at) })}
          <br />
          {t('card.ground')} <GroundWords {...one} />
          <br />
          <a href={`/desk/hand-overs/${one.id}`}>{t('card.read', { count: one.items.length })}</a>
        </p>
      ))}
      <p className="quiet">{t('card.receivedNote')}</p>
    </Notice>
  )
}

interface HandOverCardProps {
  caseFileId: string
  given: readonly HandOverView[]
  returns: readonly ReturnView[]
  /** Whose desk it is. */
  own: string
  /** False where there is nothing left to pass on. */
  may: boolean
}

/** What this body passed on, and the way to pass on more. */
export function HandOverCard({ caseFileId, given, returns, own, may }: HandOverCardProps) {
  const { t } = useTranslation('hand-overs')
  return (
    <Card id="hand-over" title={t('card.title')}>
      <p>{t('card.lead')}</p>
      {given.map((one) => (
        <Given key={one.id} handOver={one} back={returns.find(({ handOverId }) => handOverId === one.id)} />
      ))}
      {returns
        .filter(({ from }) => from === own)
        .map((entry) => (
          <ReturnRecord key={entry.id} entry={entry} />
        ))}
      <ForActing>
        {may && (
          <LinkButton size="small" href={`/desk/case-files/${caseFileId}/hand-over`}>
            {t('card.start')}
          </LinkButton>
        )}
        <p>
          <a href={`/desk/case-files/${caseFileId}/return`}>{t('return.link')}</a>
        </p>
      </ForActing>
    </Card>
  )
}

function Given({ handOver, back }: { handOver: HandOverView; back: ReturnView | undefined }) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const { to, at, returnedAt, items, files } = handOver
  return (
    <div className="stack-s">
      <p>
        {t('card.given', { recipient: words.recipient(to), at: dateTime(at) })}{' '}
        {returnedAt && <Tag tone="orange">{t('card.returned', { at: dateTime(returnedAt) })}</Tag>}
        <br />
        {back ? (
          t('return.because', { reason: t(`return.reasons.${back.reason}`) })
        ) : (
          <>
            {t('card.ground')} <GroundWords {...handOver} />
          </>
        )}
      </p>
      {items.length > 0 && (
        <Details summary={t('card.items', { count: items.length })}>
          <ul className="list">
            {items.map((item) => (
              <li key={item}>{words.item(item)}</li>
            ))}
          </ul>
          {files.length > 0 && <p>{t('board.files', { files: files.join(t('between')) })}</p>}
        </Details>
      )}
    </div>
  )
}
