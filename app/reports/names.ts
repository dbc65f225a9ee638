import type { i18n } from 'i18next'
import { useContext } from 'react'
import { I18nContext } from 'react-i18next'

import { formatDateTime, formatDay, isEndOfDay } from '#app/i18n/format.ts'
import { isLanguage } from '#app/i18n/language.ts'
import { once } from '#app/i18n/once.ts'
import type { FieldMessage } from '#app/reports/form/field-messages.ts'
import { inOnePiece, markup } from '#app/ui/markup.ts'
import type { Option } from '#app/ui/text-input.tsx'
import type { Item, ItemId } from '#forms/item.ts'
import type { Due, RecipientId } from '#forms/plan.ts'
import { policeWords } from '#forms/document/police-words.ts'
import { wordKey } from '#forms/words.ts'

const made = new WeakMap<i18n, Names>()

/** What things are called, in the language of the page. A preview asks hundreds of times, so they are made once. */
export function useNames(): Names {
  const instance = useContext(I18nContext)?.i18n
  if (!instance) throw new Error('A page was rendered without words')
  const known = made.get(instance)
  if (known) return known
  const names = namesIn(instance)
  made.set(instance, names)
  return names
}

function namesIn(instance: i18n) {
  const language = isLanguage(instance.language) ? instance.language : 'ja'
  const t = instance.getFixedT(language, 'reporter')
  const day = (instant: Date | string) => formatDay(instant, language)
  const time = (instant: Date | string) => formatDateTime(instant, language)
  const item = once((id: ItemId) => t(`items:${id}.name`))
  const question = once((id: ItemId) => t(`items:${id}.label`))
  const recipient = once((id: RecipientId) => t(`rules:recipients.${id}.name`))
  const partLabels = once((id: ItemId) => once((name) => t(`items:${id}.parts.${name}.label`, { defaultValue: name })))
  const partHints = once((id: ItemId) => once((name) => t(`items:${id}.parts.${name}.hint`, { defaultValue: '' })))
  const partLabel = (id: ItemId, name: string) => partLabels(id)(name)
  const problem = ({ code, values, lines }: FieldMessage) => {
    const said = t(`problems:${code}`, values)
    return lines.length > 0 ? t('problems:atLine', { line: lines.join(t('and')), problem: said }) : said
  }
  const option = ({ id }: Pick<Item, 'id'>, value: string, part?: string) =>
    t(part ? `items:${id}.parts.${part}.options.${wordKey(value)}` : `items:${id}.options.${wordKey(value)}`, {
      defaultValue: value,
    })
  const lists = new WeakMap<Item, Map<string, readonly Option[]>>()
  return {
    t,
    language,
    day,
    time,
    /** The item's short name, a noun. */
    item,
    /** The same as a line of a list. */
    line: once((id: ItemId) => inOnePiece(markup`<li>${item(id)}</li>`)),
    /** The item as the form asks it. */
    question,
    section: once((id: string) =>
      t(`sections:${id}.title`, { defaultValue: t(`steps.names.${id}`, { defaultValue: id }) }),
    ),
    itemHint: once((id: ItemId) => t(`items:${id}.hint`, { defaultValue: '' })),
    itemWhy: once((id: ItemId) => t(`items:${id}.why`, { defaultValue: '' })),
    part: partLabel,
    partHint: (id: ItemId, name: string) => partHints(id)(name),
    /** As it stands beside the field. */
    problem,
    /** As it stands in the summary: with the name of the question, and of its part and row. */
    problemOf: (message: FieldMessage) => {
      const { item: about, part: name, index } = message
      const row = index === undefined ? [] : [t('answer.row', { number: index + 1 })]
      const place = [...row, ...(name === undefined ? [] : [partLabel(about, name)])].join(t('and'))
      const asked = place === '' ? question(about) : t('problems.place', { item: question(about), place })
      return t('problems.about', { item: asked, message: problem(message) })
    },
    recipient,
    /** The same; of the police those of the prefecture, as there are 47 of them. */
    recipientAt: (id: RecipientId, prefecture: string | null) => {
      const police = id === 'police' ? policeWords(prefecture) : null
      if (!police || prefecture === null) return recipient(id)
      return t(`documents:receipt.police-${police}`, {
        prefecture: option({ id: 'org-address' }, prefecture, 'prefecture'),
      })
    },
    /** A body, or somebody outside of the portal to whom a deadline runs. */
    owedTo: (id: RecipientId) => t([`clocks.others.${id}`, `rules:recipients.${id}.name`]),
    shortName: once((id: RecipientId) => t([`rules:recipients.${id}.short`, `rules:recipients.${id}.name`])),
    groundSource: once((id: string) => t(`rules:grounds.${id}.source`, { defaultValue: '' })),
    recipients: (ids: readonly RecipientId[]) => ids.map(recipient).join(t('and')),
    items: (ids: readonly ItemId[]) => ids.map(item).join(t('and')),
    /** Why a body gets the report; while that is open, why it might. */
    rule: once((id: string) => t(`rules:rules.${id}`)),
    ruleOpen: once((id: string) => t(`rules:open.${id}`)),
    ground: once((id: string) => t(`rules:grounds.${id}.name`)),
    duty: once((id: string) => t(`rules:duties.${id}`)),
    strength: once((id: string) => t(`rules:strengths.${id}`)),
    option,
    /** All that the item, or a part of it, offers, in its order; put together once. */
    options: (of: Item, values: readonly string[], part = ''): readonly Option[] => {
      const ofItem = lists.get(of) ?? new Map<string, readonly Option[]>()
      const known = ofItem.get(part) ?? values.map((value) => ({ value, label: option(of, value, part) }))
      lists.set(of, ofItem.set(part, known))
      return known
    },
    due: (due: Due) => dueWords(due),
    /** The same for a deadline of which only the moment is known. */
    dueBy: (at: Date | string) =>
      isEndOfDay(at) ? t('preview.dues.day', { day: day(at) }) : t('preview.dues.at', { time: time(at) }),
  }

  function dueWords(due: Due): string {
    switch (due.kind) {
      case 'promptly':
        return due.guideline ? t('preview.dues.promptlyMark', { day: day(due.guideline) }) : t('preview.dues.promptly')
      case 'at':
        return t('preview.dues.at', { time: time(due.at) })
      case 'day':
        return due.latest
          ? t('preview.dues.dayLatest', { day: day(due.at), latest: day(due.latest) })
          : t('preview.dues.day', { day: day(due.at) })
      default:
        return t(`preview.dues.${due.kind}`)
    }
  }
}

export type Names = ReturnType<typeof namesIn>
