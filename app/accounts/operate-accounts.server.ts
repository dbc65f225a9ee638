import { Refusal } from '#app/http/refusal.ts'
import type { Context, Operator } from '#db/context.ts'
import { findAccount } from '#db/people/accounts.server.ts'

import { resetAccount } from './confirm-account.server.ts'

/** For whoever proved to the operator who they are, and has no other way: everything old ends, and a new link is given. */
export async function resetAccountAsOperator({ db, now }: Context<Operator>, id: string) {
  return db.transaction(async (tx) => {
    const account = await findAccount(tx, { id })
    if (!account || account.disabledAt) throw new Refusal('notFound')
    return { ...(await resetAccount(tx, id, now)), name: account.name }
  })
}
