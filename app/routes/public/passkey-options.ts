import { RateLimiterMemory } from 'rate-limiter-flexible'

import { contextOf } from '#app/context.ts'
import { getInvited } from '#app/accounts/enrol.server.ts'
import { askForNewPasskey, askForPasskey } from '#app/accounts/passkey.server.ts'
import { personOfSession } from '#app/accounts/security.server.ts'
import { count } from '#app/http/count.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { networkOf } from '#app/http/network.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { requirePerson } from '#app/http/session.server.ts'
import { visitContext } from '#app/context.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'

import type { Route } from './+types/passkey-options'

export function loader(): never {
  throw new Refusal('notFound')
}

/** What the device is asked: to sign in, to sign in again, to keep a new passkey. */
export async function action(args: Route.ActionArgs) {
  await refuseTooMany(args)
  const form = await formOf(args.request)
  const purpose = textOf(form, 'for')
  if (purpose === 'sign-in') return answer(await askForPasskey(args, purpose, null), false)
  if (purpose === 'again') {
    const { loginId } = await requirePerson(args)
    return answer(await askForPasskey(args, purpose, loginId), false)
  }
  const site = wordsOf(args.context.get(visitContext).language)('ui:site.name')
  if (purpose === 'enrol') {
    const { person } = await getInvited(args, textOf(form, 'token'))
    return answer(await askForNewPasskey(args, purpose, { ...person, site }), true)
  }
  if (purpose !== 'add') throw new Refusal('notFound')
  const { loginId } = await requireFresh(args)
  const person = await personOfSession(contextOf(args.context, { kind: 'worker' }), loginId)
  return answer(await askForNewPasskey(args, purpose, { ...person, site }), true)
}

/** Each ask writes a row that lasts ten minutes: nobody fills the table from one network. Counted by each process. */
const limiter = new RateLimiterMemory({ points: 30, duration: 10 * 60 })

async function refuseTooMany({ context }: Route.ActionArgs): Promise<void> {
  const { wait } = await count(limiter, networkOf(context.get(visitContext).address))
  if (wait > 0) throw new Refusal('tooMany', { retryAfter: wait, next: '/sign-in' })
}

const answer = (asked: object, makes: boolean) => Response.json({ ...asked, makes })
