import { textOf } from '#app/http/form.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Context, Filer, Officer } from '#db/context.ts'
import type { NoticeWishes } from '#db/notices/notice-addresses.server.ts'

import {
  askForNotices,
  chooseNotices,
  confirmNotices,
  endNotices,
  sendCodeAgain,
  type NoticeProblem,
} from './notice-address.server.ts'

/** What came of a form of the page: words for the next page, or a problem beside the field. */
export type NoticeActed =
  | { done: 'noticesCodeSent' | 'noticesAsked' | 'noticesSaved' | 'noticesEnded' }
  | { problem: NoticeProblem; field: 'address' | 'code'; typed: string }

/** The forms of the page about notices, for reporters and officers alike. */
export async function actOnNotices(
  context: Context<Filer | Officer>,
  form: FormData,
  language: Language,
): Promise<NoticeActed> {
  const [address, code] = [textOf(form, 'address'), textOf(form, 'code')]
  switch (textOf(form, 'do')) {
    case 'confirm':
      return outcome(await confirmNotices(context, code), { done: 'noticesAsked', field: 'code', typed: code })
    case 'again':
      return outcome(await sendCodeAgain(context), { done: 'noticesCodeSent', field: 'code', typed: '' })
    case 'choose':
      return outcome(await chooseNotices(context, wishesOf(form)), {
        done: 'noticesSaved',
        field: 'address',
        typed: '',
      })
    case 'end':
      await endNotices(context)
      return { done: 'noticesEnded' }
    default: {
      const problem = await askForNotices(context, address, language)
      return outcome(problem, { done: 'noticesCodeSent', field: 'address', typed: address })
    }
  }
}

function outcome(
  problem: NoticeProblem | null,
  { done, field, typed }: Extract<NoticeActed, { done: string }> & { field: 'address' | 'code'; typed: string },
): NoticeActed {
  if (problem === null) return { done }
  // A code that cannot be entered any more is mended at the address.
  const where = problem === 'codeOld' || problem === 'codeTries' || problem === 'noAddress' ? 'address' : field
  return { problem, field: where, typed: where === field ? typed : '' }
}

/** Whatever is no choice of the form becomes its first: a form can be made up. */
export function wishesOf(form: FormData): NoticeWishes {
  const [wish, hour] = [textOf(form, 'frequency'), Number(textOf(form, 'hour'))]
  return {
    frequency: wish === 'daily' || wish === 'off' ? wish : 'at-once',
    dailyHour: Number.isInteger(hour) && hour >= 0 && hour < 24 ? hour : 9,
    arrivals: form.get('arrivals') !== null,
  }
}
