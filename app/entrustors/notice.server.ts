/** 委託元への通知 as a page and as paper: what 施行規則8条1項 lists, as far as it is known, with this entrustor's own number. */
import { Refusal } from '#app/http/refusal.ts'
import { formatDay } from '#app/i18n/format.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { namedIn } from '#forms/anonymise/anonymise.ts'
import type { DocumentPage, DocumentRow } from '#forms/document.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import { noticeItems, partFor } from '#forms/mandates/entrustment.ts'

import { readEntrustors } from './entrustors.server.ts'

export interface EntrustorNotice {
  name: string
  /** Null while the processor has not said who it is. */
  processor: string | null
  told: readonly DocumentRow[]
  /** Other entrustors that a text in it names: none of them is to learn of another. */
  names: readonly string[]
  on: Date
}

export async function readNotice(context: Context<Filer>, id: string, language: Language): Promise<EntrustorNotice> {
  const { answers, entrustors } = await readEntrustors(context)
  const entrustor = entrustors.find((one) => one.id === id)
  if (!entrustor) throw new Refusal('notFound')
  const words = documentWords(language)
  const part = partFor(answers, entrustor)
  const told = noticeItems.flatMap((item) => {
    const value = part[item]
    if (value === undefined) return []
    return [{ item, label: words.item(item), value: answerLines(item, currentEdition.items.get(item), value, words) }]
  })
  const others = entrustors.flatMap((one) => (one.name === entrustor.name ? [] : [one.name]))
  const names = namedIn(Object.fromEntries(noticeItems.map((item) => [item, part[item] ?? null])), others)
  const processor = answers['org-name']
  return {
    name: entrustor.name,
    processor: typeof processor === 'string' ? processor : null,
    told,
    names,
    on: context.now,
  }
}

/** What the entrustor is given: it stands alone, without this portal. */
export function noticePage({ name, processor, told, on }: EntrustorNotice, language: Language): DocumentPage {
  const t = wordsOf(language)
  const words = (key: string, values = {}) => t(`entrustors:paper.${key}`, values)
  const none = { item: 'none', label: '―', value: [words('none')] }
  return {
    language,
    title: words('heading'),
    lead: [words('to', { name }), words('lead'), words('unknown')],
    meta: [
      { label: words('receiver'), value: name },
      ...(processor ? [{ label: words('sender'), value: processor }] : []),
      { label: words('made'), value: formatDay(on.toISOString(), language) },
    ],
    sections: [{ id: 'notice', heading: words('matters'), rows: told.length > 0 ? [...told] : [none] }],
    marks: { head: words('head', { name }), foot: [words('foot')], continued: words('continued') },
  }
}
