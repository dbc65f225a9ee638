import { redirect } from 'react-router'

import { contextOf, worldContext } from '#app/context.ts'
import { demoMembers, demoOrganisation, demoVendor } from '#app/demo/people.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { signInPerson, type DoorArgs } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { sayIfStopped } from '#app/notices/say-stopped.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { actorOf, findPerson, listOfficers, listOperators } from '#db/people/people.server.ts'

import type { Route } from './+types/demo'

/** People who need no password exist in the demo only; anywhere else this address does not exist. */
async function demoPeople({ context }: DoorArgs) {
  if (!context.get(worldContext).config.demo) throw new Refusal('notFound')
  const { db } = contextOf(context, { kind: 'worker' })
  return db.transaction(async (tx) => ({ officers: await listOfficers(tx), operators: await listOperators(tx) }))
}

/** Only the people of the demo's own world: whoever made an account in it signs in as everywhere. */
async function demoAccount({ context }: DoorArgs, id: string) {
  const known = [...demoMembers, demoVendor.person]
  if (!known.some(({ accountId }) => accountId === id)) return null
  const { db } = contextOf(context, { kind: 'worker' })
  const person = await db.transaction((tx) => findPerson(tx, id))
  return person && actorOf(person)
}

export async function loader(args: Route.LoaderArgs) {
  const { officers, operators } = await demoPeople(args)
  return {
    officers: officers.map(({ officerId, name, recipient, prefecture }) => ({
      officerId,
      name,
      recipient,
      prefecture,
    })),
    operators: operators.map(({ operatorId, name }) => ({ operatorId, name })),
  }
}

export async function action(args: Route.ActionArgs) {
  const { officers, operators } = await demoPeople(args)
  const chosen = textOf(await formOf(args.request), 'person')
  const officer = officers.find(({ officerId }) => officerId === chosen)
  const operator = operators.find(({ operatorId }) => operatorId === chosen)
  if (officer) {
    const actor = { kind: 'officer', ...officer } as const
    await signInPerson(args, actor, 'demo')
    await sayIfStopped(args, actor)
    return redirect('/desk')
  }
  const account = operator ? null : await demoAccount(args, chosen)
  if (account) {
    await signInPerson(args, account, 'demo')
    return redirect(chosen === demoVendor.person.accountId ? '/console' : '/account')
  }
  if (!operator) throw new Refusal('invalid', { next: '/demo' })
  await signInPerson(args, { kind: 'operator', operatorId: operator.operatorId }, 'demo')
  return redirect('/operator/rulebook')
}

export default function Demo({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const words = useWords()
  const nameOf = (prefecture: string) => words.option('org-address', prefecture, 'prefecture')
  return (
    <Page title={t('demo.title')} width="wide">
      <Notice title={t('demo.lead')}>
        <p>{t('demo.reporter')}</p>
      </Notice>
      <Heading level={2}>{t('demo.officers')}</Heading>
      <div className="cards">
        {loaderData.officers.map(({ officerId, name, recipient, prefecture }) => (
          <Card key={officerId} level={3} title={t(`rules:recipients.${recipient}.name`)}>
            <p className="quiet">{t('demo.officerCan')}</p>
            {prefecture && <p className="quiet">{t('demo.prefecture', { prefecture: nameOf(prefecture) })}</p>}
            <EnterAs person={officerId} name={name} />
          </Card>
        ))}
      </div>
      <Heading level={2}>{t('demo.accounts')}</Heading>
      <div className="cards">
        {demoMembers.map(({ accountId, name, role }) => (
          <Card key={accountId} level={3} title={demoOrganisation.name}>
            <p className="quiet">{t('demo.accountRole', { role: t(`account:roles.${role}`) })}</p>
            <EnterAs person={accountId} name={name} />
          </Card>
        ))}
      </div>
      <Heading level={2}>{t('demo.vendors')}</Heading>
      <div className="cards">
        <Card level={3} title={demoVendor.name}>
          <p className="quiet">{t('demo.vendorCan')}</p>
          <EnterAs person={demoVendor.person.accountId} name={demoVendor.person.name} />
        </Card>
      </div>
      <Heading level={2}>{t('demo.operators')}</Heading>
      <div className="cards">
        {loaderData.operators.map(({ operatorId, name }) => (
          <Card key={operatorId} level={3} title={t('demo.operator')}>
            <p className="quiet">{t('demo.operatorCan')}</p>
            <EnterAs person={operatorId} name={name} />
          </Card>
        ))}
      </div>
    </Page>
  )
}

function EnterAs({ person, name }: { person: string; name: string }) {
  const { t } = useTranslation('public')
  return (
    <form method="post">
      <input type="hidden" name="person" value={person} />
      <Button look="outline">{t('demo.enter', { name })}</Button>
    </form>
  )
}
