import { useNames, type Names } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { Tag, type TagTone } from '#app/ui/tag.tsx'
import { meets } from '#forms/deadlines/met.ts'
import type { Phase } from '#forms/item.ts'

import { isTicked, isWish } from './choose.ts'
import { ItemList } from './item-list.tsx'
import { ItemTicks } from './item-ticks.tsx'
import { isEmptyHanded, sends, type RecipientCard as RecipientView } from './preview-cards.ts'
import type { NamedChange } from './preview-page.server.ts'

interface RecipientCardProps {
  card: RecipientView
  /** How many items are answered altogether. */
  answered: number
  phase: Phase
  /** It has all of this from the last time. */
  has: boolean
  /** In a further report that goes to it: what changes, null when it has had nothing before. */
  since: readonly NamedChange[] | null | undefined
  /** The furthest kind of report that it has had. */
  had: Phase | null
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
export function RecipientCard({ card, answered, phase, has, since, had, hrefOf }: RecipientCardProps) {
  const names = useNames()
  const { t, recipient } = names
  const unknown = card.goes.filter((item) => item.unknown).length
  return (
    <Card
      id={`to-${card.recipient}`}
      level={3}
      title={recipient(card.recipient)}
      aside={<DutyTag card={card} names={names} />}
    >
      {card.goes.length > 0 && (
        <p>{t(has ? 'preview.has' : 'preview.gets', { all: answered, count: card.goes.length })}</p>
      )}
      {since !== undefined && <Since changes={since} names={names} phase={phase} />}
      {unknown > 0 && <p className="quiet">{t('preview.getsUnknown', { count: unknown })}</p>}
      {card.recipient === 'police' && <PoliceNote card={card} names={names} />}
      <DescriptionList rows={[...reasonRows(card, names), ...clockRows(card, had, names)]} />
      {card.verdict === 'undecided' && card.dependsOn.length > 0 && (
        <div>
          <p>{t('preview.decides')}</p>
          <ItemList items={card.dependsOn} hrefOf={hrefOf} />
        </div>
      )}
      {(card.goes.length > 0 || isEmptyHanded(card)) && (
        <Lacks card={card} phase={phase} names={names} hrefOf={hrefOf} />
      )}
      {card.goes.length > 0 && (
        <Details summary={t('preview.contents')}>
          <ItemList items={card.goes.map(({ item }) => item)} />
        </Details>
      )}
      {card.goes.length > 0 && <StaysAway card={card} names={names} />}
      <ItemTicks card={card} />
      <SendTick card={card} names={names} />
    </Card>
  )
}

/** Whose police it is, which the address decides until they hand the case over; and what it is not. */
function PoliceNote({ card, names: { t, option } }: { card: RecipientView; names: Names }) {
  const { goes, prefecture, movedTo } = card
  const nameOf = (place: string) => option({ id: 'org-address' }, place, 'prefecture')
  const byAddress = prefecture ? t('preview.policeOf', { prefecture: nameOf(prefecture) }) : t('preview.policeOfNone')
  const whose = movedTo ? t('preview.policeMoved', { prefecture: nameOf(movedTo) }) : byAddress
  return (
    <>
      {goes.length > 0 && <p>{whose}</p>}
      <p className="quiet">{t('preview.police')}</p>
    </>
  )
}

/** A duty that hangs on answers which are missing is none yet. */
function DutyTag({ card, names: { t, duty } }: { card: RecipientView; names: Names }) {
  const isOpen = card.verdict === 'undecided' && card.duty !== 'voluntary'
  if (isOpen) return <Tag>{t('preview.openDuty', { duty: duty(card.duty) })}</Tag>
  return <Tag tone={tones[card.duty]}>{duty(card.duty)}</Tag>
}

/** What is new for it, by name. A final report may go for its own sake. */
function Since({
  changes,
  phase,
  names: { t, item },
}: { names: Names } & { changes: readonly NamedChange[] | null; phase: Phase }) {
  if (changes === null) return <p>{t('preview.sinceNothing')}</p>
  if (changes.length === 0) return <p>{t('preview.sinceSame', { phase: t(`preview.phases.${phase}`) })}</p>
  const named = changes.map((one) =>
    t('preview.sinceItem', { item: item(one.item), kind: t(`delivery.kinds.${one.kind}`) }),
  )
  return (
    <>
      <p>{t('preview.since', { count: changes.length })}</p>
      <ul className="list">
        {named.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  )
}

/** A final report may lack two dozen: those fold. */
function Lacks({
  card,
  phase,
  names: { t },
  hrefOf,
}: { names: Names } & Pick<RecipientCardProps, 'card' | 'phase' | 'hrefOf'>) {
  const { length: count } = card.lacks
  if (count === 0) return null
  const report = t(`preview.reports.${card.lacksFor}`)
  const isLate = phase !== 'initial' && card.lacksFor === 'initial'
  const title = isLate ? t('preview.lacksStill', { count }) : t('preview.lacks', { report, count })
  const list = <ItemList items={card.lacks} hrefOf={hrefOf} />
  if (count > 5) return <Details summary={title}>{list}</Details>
  return (
    <div>
      <p>{title}</p>
      {list}
    </div>
  )
}

/** What makes it so, and the duties that are still open besides. */
function reasonRows(card: RecipientView, { t, rule, ruleOpen, ground, groundSource }: Names) {
  const seen = new Set<string>()
  const open = card.verdict === 'undecided' || card.verdict === 'offered'
  const reasons = card.reasons
    .filter((reason) => reason.verdict === card.verdict || (!open && (sends(reason.verdict) || mayBind(reason))))
    .filter(({ rule: id }) => !seen.has(id) && seen.add(id))
  return reasons.map((reason) => ({
    key: reason.rule,
    term: t(termOf(reason, open)),
    children: (
      <>
        {sends(reason.verdict) ? rule(reason.rule) : ruleOpen(reason.rule)}
        <br />
        <span className="quiet">
          {t('preview.groundOf', { ground: ground(reason.ground) })}
          <br />
          {groundSource(reason.ground)}
        </span>
      </>
    ),
  }))
}

function termOf(reason: RecipientView['reasons'][number], open: boolean) {
  if (open) return reason.verdict === 'undecided' && reason.duty !== 'voluntary' ? 'preview.would' : 'preview.because'
  return mayBind(reason) ? 'preview.perhaps' : 'preview.because'
}

/** A duty that is not decided yet. */
const mayBind = ({ verdict, duty }: RecipientView['reasons'][number]): boolean =>
  verdict === 'undecided' && duty !== 'guideline' && duty !== 'voluntary'

/** What has to be told to the people concerned is no report, and sending this one does not do it. */
function clockRows(card: RecipientView, had: Phase | null, { t, due }: Names) {
  return card.clocks.map((clock) => ({
    key: clock.clock,
    term: t('preview.clockOf', { report: t(`preview.reports.${clock.report}`) }),
    children: (
      <>
        {clock.report !== 'notice' && <p>{had && meets(had, clock.report) ? t('board.met') : due(clock.due)}</p>}
        <p className="quiet">{t(`rules:clocks.${clock.clock}`)}</p>
      </>
    ),
  }))
}

function StaysAway({ card, names }: { card: RecipientView; names: Names }) {
  const { t, items } = names
  const away = [...card.staysAway, ...card.withheld.map(({ item }) => item), ...card.couldGo.map(({ item }) => item)]
  if (away.length === 0) return <p>{t('preview.getsAll')}</p>
  if (away.length <= 3) return <p>{t('preview.doesNotGet', { items: items(away) })}</p>
  return (
    <Details summary={t('preview.doesNotGetMore', { count: away.length })}>
      <ItemList items={away} />
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
  if (card.verdict === 'offered') return <p>{t('preview.byConsent')}</p>
  return card.goes.length > 0 ? <p className="quiet">{t('preview.mustSend', { duty: duty(card.duty) })}</p> : null
}
