import type { ActProblem } from '#app/case-files/acts/act.ts'
import { Refusal } from '#app/http/refusal.ts'
import {
  changeTemplate,
  insertTemplate,
  listTemplates,
  retireTemplate,
  type TemplateContent,
} from '#db/case-files/templates.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { problemsOfTemplate, templateKinds, templateLimits } from './templates.ts'

/** Makes a template, or changes one when `id` is given. Any officer of the body may; it is the body's, not a person's. */
export async function keepTemplate(
  { db, now }: Context<Officer>,
  id: string | null,
  { kind, content }: { kind: string; content: TemplateContent },
): Promise<ActProblem[]> {
  const known = templateKinds.find((one) => one === kind)
  const problems = problemsOfTemplate(content)
  if (!known) problems.push({ field: 'kind', code: 'templateKindMissing' })
  if (problems.length > 0 || !known) return problems
  return db.transaction(async (tx) => {
    if (id) {
      if (!isId(id) || !(await changeTemplate(tx, id, content, now))) throw new Refusal('notFound')
      return []
    }
    const inUse = await listTemplates(tx)
    if (inUse.length >= templateLimits.templates) {
      return [{ field: 'kind', code: 'templatesTooMany', values: { max: templateLimits.templates } }]
    }
    await insertTemplate(tx, { kind: known, content, now })
    return []
  })
}

/** Out of the forms, or back into them. What was written with it stays as it was sent. */
export async function setRetired({ db, now }: Context<Officer>, id: string, retired: boolean): Promise<void> {
  const changed = isId(id) && (await db.transaction((tx) => retireTemplate(tx, id, retired ? now : null)))
  if (!changed) throw new Refusal('notFound')
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)
