import { onceIn, textOf } from '#app/http/form.server.ts'
import type { Context } from '#db/context.ts'

import {
  giveMandate,
  giveMandateCode,
  revokeMandate,
  setApproves,
  type Client,
  type GivenCode,
  type ShownBefore,
} from './give-mandate.server.ts'
import { narrow } from './narrow-mandate.server.ts'
import type { MandateProblem, TypedMandate } from './typed-mandate.ts'
import type { NarrowingProblem, TypedNarrowing } from './typed-narrowing.ts'

export type Posted =
  | ({ kind: 'narrowing' } & PutBack)
  | { kind: 'code'; given: GivenCode }
  | { kind: 'problems'; problems: readonly MandateProblem[]; typed: TypedMandate }
  | { kind: 'done'; notice: 'mandateRevoked' | 'mandateChanged' | 'mandateNarrowed' | 'mandateCodeShown' }

/** One press on the client's page of mandates, whoever the client is. */
export async function postMandate(context: Context<Client>, form: FormData): Promise<Posted> {
  const [go, id] = [textOf(form, 'go'), textOf(form, 'mandate')]
  if (go === 'revoke') {
    await revokeMandate(context, id)
    return { kind: 'done', notice: 'mandateRevoked' }
  }
  if (go === 'approve' || go === 'trust') {
    await setApproves(context, id, go === 'approve')
    return { kind: 'done', notice: 'mandateChanged' }
  }
  if (go === 'narrow') {
    const typed = narrowingIn(form)
    const problems = await narrow(context, id, typed)
    if (problems.length > 0) return { kind: 'narrowing', id, typed, problems }
    return { kind: 'done', notice: 'mandateNarrowed' }
  }
  if (go === 'code') return onceShown(await giveMandateCode(context, id, textOf(form, 'mark')))
  const typed = typedIn(form)
  const given = await giveMandate(context, typed, onceIn(form))
  return 'problems' in given ? { kind: 'problems', problems: given.problems, typed } : onceShown(given)
}

const onceShown = (given: GivenCode | ShownBefore): Posted =>
  'shown' in given ? { kind: 'done', notice: 'mandateCodeShown' } : { kind: 'code', given }

/** What a page shows again of a mandate that was not made narrower. */
export interface PutBack {
  id: string
  typed: TypedNarrowing
  problems: readonly NarrowingProblem[]
}

const narrowingIn = (form: FormData): TypedNarrowing => ({
  reach: textOf(form, 'reach'),
  sections: form.getAll('sections').map(String),
  acts: form.getAll('acts').map(String),
  until: textOf(form, 'until'),
  reference: textOf(form, 'reference'),
})

function typedIn(form: FormData): TypedMandate {
  return {
    reach: textOf(form, 'reach'),
    sections: form.getAll('sections').map(String),
    acts: form.getAll('acts').map(String),
    approves: textOf(form, 'approves') === 'yes',
    until: textOf(form, 'until'),
    client: textOf(form, 'client'),
    clause: textOf(form, 'clause'),
  }
}

/** What the form proposes: everything, looked at by the client, for three months. */
export function untypedMandate(now: Date): TypedMandate {
  const until = new Date(now.getTime() + 9 * 3_600_000 + 90 * 86_400_000).toISOString().slice(0, 10)
  return {
    reach: 'whole',
    sections: [],
    acts: ['draft', 'send', 'answer'],
    approves: true,
    until,
    client: '',
    clause: '',
  }
}
