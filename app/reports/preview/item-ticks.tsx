import { once } from '#app/i18n/once.ts'
import { useNames, type Names } from '#app/reports/names.ts'
import { tickMarkup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { inOnePiece, markup, type Markup } from '#app/ui/markup.ts'
import type { ItemId } from '#forms/item.ts'

import { ItemList } from './item-list.tsx'
import type { CardItem, RecipientCard } from './preview-cards.ts'

/** What the reporter may leave out or add for one body, item by item. What a duty demands has no tick, and says so. */
export function ItemTicks({ card }: { card: RecipientCard }) {
  const { t } = useNames()
  const optional = [...card.goes, ...card.couldGo].filter(({ strength }) => strength === 'optional')
  const free = [...card.goes.filter(({ fixed }) => !fixed), ...card.withheld].filter(
    ({ strength }) => strength !== 'optional',
  )
  const fixed = card.goes.filter((item) => item.fixed)
  if (optional.length + free.length === 0) return null
  const going = new Set(card.goes.map(({ item }) => item))
  return (
    <Details summary={t('preview.choices')}>
      <p>{t('preview.choicesFixed')}</p>
      <Ticks title={t('preview.leaveOut')} name="keep" items={free} going={going} recipient={card.recipient} />
      <Ticks title={t('preview.add')} name="add" items={optional} going={going} recipient={card.recipient} />
      {fixed.length > 0 && (
        <div className="quiet">
          <p>{t('preview.fixed')}</p>
          <ItemList items={fixed.map(({ item }) => item)} />
        </div>
      )}
    </Details>
  )
}

interface TicksProps {
  title: string
  name: 'keep' | 'add'
  items: readonly CardItem[]
  going: ReadonlySet<string>
  recipient: string
}

/** Items with the same ground stand together, so that the ground is read once. */
function Ticks({ title, name, items, going, recipient }: TicksProps) {
  const names = useNames()
  const { t, ground, strength } = names
  const tickOf = ticksIn(names)
  const [on, off] = [tickOf(`${name} ${recipient} on`), tickOf(`${name} ${recipient} off`)]
  const byGround = [...Map.groupBy(items, (one) => one.ground).values()]
  const groups = byGround.flatMap((same) => [...Map.groupBy(same, (one) => one.strength).values()])
  return groups.map((group) => {
    const [one] = group
    const why = one && t('preview.tickGround', { strength: strength(one.strength), ground: ground(one.ground) })
    const ticks = group.map(({ item }) => (going.has(item) ? on(item) : off(item)))
    const legend = markup`<legend>${title}<br/><span class="quiet">${why}</span></legend>`
    return <fieldset key={`${one?.ground} ${one?.strength}`} dangerouslySetInnerHTML={markup`${legend}${ticks}`} />
  })
}

type TickOf = (place: string) => (item: ItemId) => Markup

const made = new WeakMap<Names, TickOf>()

/** Written once in each language: a tick says nothing but which item it is, for which body, and whether it is on. */
function ticksIn(names: Names): TickOf {
  const known = made.get(names)
  if (known) return known
  const tickOf = once((place) => {
    const [name = '', recipient, state] = place.split(' ')
    return once((item: ItemId) => {
      const label = names.item(item)
      const value = `${recipient} ${item}`
      return inOnePiece(tickMarkup({ type: 'checkbox', name, value, label, isOn: state === 'on' }))
    })
  })
  made.set(names, tickOf)
  return tickOf
}
