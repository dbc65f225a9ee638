/** The operator's long lists, page by page, the newest first. */
import { placeIn, placeText, turning, type Turning } from '#app/http/keyset.ts'
import type { Context, Operator, Tx } from '#db/context.ts'
import { listOrganisations, type Organisation } from '#db/organisations/organisations.server.ts'
import { findAccount, listAccounts, type Account } from '#db/people/accounts.server.ts'
import { listFormerOwners } from '#db/people/mail-changes.server.ts'

export const pageOfList = 100

/** Names are sealed: so many are opened at a time to look for one. */
const openedAtOnce = 500

interface ListPage<T> {
  lines: T[]
  pages: Turning
}

/** Accounts, or whoever has, or lately had, the address `mail`. */
export async function readAccounts({ db }: Context<Operator>, asked: URLSearchParams): Promise<ListPage<Account>> {
  const mail = soughtIn(asked, 'mail')
  return db.transaction(async (tx) => {
    if (mail !== '') return { lines: await accountsOf(tx, mail), pages: turning(new URLSearchParams(), null) }
    const after = placeIn(asked.get('after'))
    return paged(asked, await listAccounts(tx, { after, most: pageOfList + 1 }))
  })
}

async function accountsOf(tx: Tx, mail: string): Promise<Account[]> {
  const found = await findAccount(tx, { mail })
  const former = await Promise.all((await listFormerOwners(tx, mail)).map((id) => findAccount(tx, { id })))
  return [found, ...former.filter((one) => one?.id !== found?.id)].filter((one) => one !== null)
}

/** Organisations, or those whose name has `name` in it, or whose corporate number it is. */
export async function readOrganisations(
  { db }: Context<Operator>,
  asked: URLSearchParams,
): Promise<ListPage<Organisation>> {
  const name = soughtIn(asked, 'name')
  return db.transaction(async (tx) => {
    const found: Organisation[] = []
    let after = placeIn(asked.get('after'))
    for (;;) {
      const most = name === '' ? pageOfList + 1 : openedAtOnce
      const some = await listOrganisations(tx, { after, most })
      found.push(...some.filter((one) => name === '' || fits(one, name)))
      const last = some.at(-1)
      if (found.length > pageOfList || some.length < most || !last) break
      after = placeOf(last)
    }
    return paged(asked, found, name === '' ? {} : { name })
  })
}

export const soughtIn = (asked: URLSearchParams, field: string): string => (asked.get(field) ?? '').trim().slice(0, 254)

/** However wide it is written. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')

const fits = ({ profile, corporateNumber }: Organisation, sought: string): boolean =>
  plain(profile.name).includes(plain(sought)) || corporateNumber === plain(sought)

const placeOf = ({ createdAt, id }: { createdAt: Date; id: string }) => ({ at: createdAt, id })

function paged<T extends { createdAt: Date; id: string }>(
  asked: URLSearchParams,
  found: readonly T[],
  filters: Record<string, string> = {},
): ListPage<T> {
  const lines = found.slice(0, pageOfList)
  const last = lines.at(-1)
  return { lines, pages: turning(asked, found.length > pageOfList && last ? placeText(placeOf(last)) : null, filters) }
}
