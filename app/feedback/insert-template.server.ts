import type { ActProblem } from '#app/case-files/acts/act.ts'
import { listTemplates } from '#db/case-files/templates.server.ts'
import type { Context, Officer } from '#db/context.ts'

import type { Fields } from './desk-acts.server.ts'
import { withTemplate } from './templates.ts'

/** What was typed, with the chosen template below it, for the form to come back with. Nothing is sent. */
export async function insertTemplateInto(
  { db }: Context<Officer>,
  { insert: _pressed, ...typed }: Fields,
): Promise<{ values: Fields; problems: ActProblem[] }> {
  const templates = await db.transaction((tx) => listTemplates(tx))
  const text = withTemplate(typed.text ?? '', typed.template ?? '', templates)
  if (text === null) return { values: typed, problems: [{ field: 'template', code: 'templateMissing' }] }
  return { values: { ...typed, text, template: '' }, problems: [] }
}
