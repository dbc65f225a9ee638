import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { listAtDoor } from '#db/door-log.server.ts'
import { findPerson, listPeople } from '#db/people.server.ts'

import type { Route } from './+types/person'

const most = 100

/** What happened at the door with somebody, or (`unknown`) with people whom nobody knew. */
export async function loader(args: Route.LoaderArgs) {
  const { db, now } = await requireOperator(args)
  const { id } = args.params
  const unknown = id === 'unknown'
  if (!unknown && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const person = unknown ? null : await findPerson(tx, id)
    if (!unknown && !person) throw new Refusal('notFound')
    const names = new Map((await listPeople(tx, now)).map((each) => [each.id, each.name]))
    const lines = await listAtDoor(tx, unknown ? null : id, most)
    return {
      name: person?.name ?? null,
      lines: lines.map((line) => ({ ...line, by: names.get(line.by ?? '') ?? null })),
    }
  })
}

export default function PersonAtDoor({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  const { name, lines } = loaderData
  const title = name ? t('log.title', { name }) : t('log.unknown')
  return (
    <OperatorPage title={title} here={null} before={<a href="/operator/people">{t('people.back')}</a>}>
      <p>{lines.length === 0 ? t('log.empty') : t('log.lead', { most })}</p>
      {lines.length > 0 && (
        <DataTable id="log" caption={title} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('log.at')}</th>
              <th scope="col">{t('log.did')}</th>
              <th scope="col">{t('log.details')}</th>
              <th scope="col">{t('log.by')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ at, did, details, by }, index) => (
              <tr key={index}>
                <td>{dateTime(at.toISOString())}</td>
                <td>{t(`log.acts.${did.replace('.', '-')}`)}</td>
                <td>{detailsIn(details, t)}</td>
                <td>{by ?? t('log.portal')}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </OperatorPage>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

/** What has words is said in them; a path or a number stands as it is. */
function detailsIn(details: Readonly<Record<string, unknown>> | null, t: Words): string {
  if (!details) return ''
  const groups: Record<string, string> = { means: 'means', why: 'log.why', what: 'log.what', role: 'roles' }
  return Object.entries(details)
    .map(([name, value]) => (groups[name] ? t(`${groups[name]}.${String(value)}`) : String(value)))
    .join(' ')
}
