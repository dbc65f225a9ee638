import { Trans } from 'react-i18next'

import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { Tag, type TagTone } from '#app/ui/tag.tsx'

import { isTicked, isWish } from './choose.ts'
import { ItemTicks } from './item-ticks.tsx'
import { useNames, type Names } from './names.ts'
import type { RecipientCard as RecipientView } from './preview-cards.ts'

interface RecipientCardProps {
  card: RecipientView
  /** How many items are answered altogether. */
  answered: number
  /** Where an item is asked. */
  hrefOf: (item: string) => string
}

const tones: Record<RecipientView['duty'], TagTone> = {
  statutory: 'red',
  supervisory: 'red',
  contract: 'orange',
  guideline: 'blue',
  voluntary: 'green',
}

/** One body in sentences: what it gets, why, by when, and what it does not get. */
export function RecipientCard({ card, answered, hrefOf }: RecipientCardProps) {
  const names = useNames()
  const { t, recipient, duty, items } = names
  const unknown = card.goes.filter((item) => item.unknown).length
  return (
    <Card
      id={`to-${card.recipient}`}
      level={3}
      title={recipient(card.recipient)}
      aside={<Tag tone={tones[card.duty]}>{duty(card.duty)}</Tag>}
    >
      {card.goes.length > 0 && (
        <p>
          <Trans
            t={t}
            i18nKey="preview.gets"
            values={{ all: answered, count: card.goes.length }}
            components={[<strong key="0" />]}
          />
          {unknown > 0 && t('preview.getsUnknown', { count: unknown })}
        </p>
      )}
      {card.recipient === 'police' && <p className="quiet">{t('preview.police')}</p>}
      <DescriptionList rows={[...reasonRows(card, names), ...clockRows(card, names)]} />
      {card.dependsOn.length > 0 && card.verdict === 'undecided' && (
        <ItemLinks items={card.dependsOn} hrefOf={hrefOf} label={t('preview.decides')} />
      )}
      {card.lacks.length > 0 && card.goes.length > 0 && (
        <ItemLinks items={card.lacks} hrefOf={hrefOf} label={t('preview.lacks')} />
      )}
      {card.goes.length > 0 && (
        <Details summary={t('preview.contents')}>
          <p>{items(card.goes.map(({ item }) => item))}</p>
        </Details>
      )}
      {card.goes.length > 0 && <StaysAway card={card} names={names} />}
      {card.goes.length > 0 && <ItemTicks card={card} />}
      <SendTick card={card} names={names} />
    </Card>
  )
}

function reasonRows(card: RecipientView, { t, rule, ground }: Names) {
  const seen = new Set<string>()
  const reasons = card.reasons.filter(({ rule: id }) => !seen.has(id) && seen.add(id))
  return reasons.map((reason) => ({
    key: reason.rule,
    term: t('preview.because'),
    children: (
      <>
        {rule(reason.rule)}
        <br />
        <span className="quiet">
          {t('preview.ground')}：{ground(reason.ground)}
        </span>
      </>
    ),
  }))
}

function clockRows(card: RecipientView, { t, due }: Names) {
  return card.clocks.map((clock) => ({
    key: clock.clock,
    term: t('preview.clockOf', { report: t(`preview.reports.${clock.report}`) }),
    children: (
      <>
        {due(clock.due)}
        <br />
        <span className="quiet">{t(`rules:clocks.${clock.clock}`)}</span>
      </>
    ),
  }))
}

function ItemLinks({
  items,
  hrefOf,
  label,
}: {
  items: readonly string[]
  hrefOf: (item: string) => string
  label: string
}) {
  const { item } = useNames()
  return (
    <div>
      <p>{label}</p>
      <ul className="list">
        {items.map((id) => (
          <li key={id}>
            <a href={hrefOf(id)}>{item(id)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function StaysAway({ card, names }: { card: RecipientView; names: Names }) {
  const { t, items } = names
  const away = [...card.staysAway, ...card.withheld.map(({ item }) => item), ...card.couldGo.map(({ item }) => item)]
  if (away.length === 0) return <p>{t('preview.getsAll')}</p>
  if (away.length <= 3) return <p>{t('preview.doesNotGet', { items: items(away) })}</p>
  return (
    <Details summary={t('preview.doesNotGetMore', { count: away.length })}>
      <p>{items(away)}</p>
    </Details>
  )
}

/** The one tick that decides whether this body hears of it; a duty leaves none. */
function SendTick({ card, names }: { card: RecipientView; names: Names }) {
  const { t, recipient, duty } = names
  const name = recipient(card.recipient)
  if (isWish(card)) {
    const label = t('preview.wish', { recipient: name })
    return <Checkbox name="recipient" value={card.recipient} label={label} defaultChecked={isTicked(card)} />
  }
  if (card.declinable) {
    const label = t('preview.sendTo', { recipient: name })
    return <Checkbox name="recipient" value={card.recipient} label={label} defaultChecked={isTicked(card)} />
  }
  return card.goes.length > 0 ? <p className="quiet">{t('preview.mustSend', { duty: duty(card.duty) })}</p> : null
}
