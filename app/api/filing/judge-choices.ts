import { ApiProblem } from '#app/api/problem.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { rulesAt } from '#app/reports/plan-at.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Choices } from '#forms/projection.ts'

/** Throws invalid for a body or an item that there is none of: a choice that does nothing would look like one that does. */
export function judgeChoices({ declined, added, withheld }: Choices, language: Language, now: Date): void {
  const bodies = rulesAt(now).needs
  const listed = { added, withheld }
  const problems = [
    ...declined.map((body, at) => (bodies.has(body) ? null : [`declined/${at}`, 'notARecipient'])),
    ...Object.entries(listed).flatMap(([name, byBody]) =>
      Object.entries(byBody).flatMap(([body, items]) => [
        bodies.has(body) ? null : [`${name}/${body}`, 'notARecipient'],
        ...items.map((item, at) => (currentEdition.items.has(item) ? null : [`${name}/${body}/${at}`, 'notAnItem'])),
      ]),
    ),
  ].filter((found) => found !== null)
  if (problems.length === 0) return
  const told = problems.slice(0, 50).map(([place = '', code = '']) => ({
    field: `/choices/${place}`,
    code,
    detail: wordsOf(language)(code === 'notAnItem' ? 'problems:notAnItem' : 'api:details.notARecipient'),
  }))
  throw new ApiProblem('invalid', { problems: told })
}
