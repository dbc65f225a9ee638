import { data, redirect } from 'react-router'

import { beginKey, confirmKey } from '#app/accounts/enrol.server.ts'
import { shownSetup } from '#app/accounts/key-page.server.ts'
import { KeySetupForm, RecoveryCodes } from '#app/accounts/key-setup.tsx'
import { addPasskey, canHavePasskeys } from '#app/accounts/passkey.server.ts'
import { connectToken } from '#app/accounts/openid.server.ts'
import { SecurityView } from '#app/accounts/security-view.tsx'
import {
  endOwnSessions,
  noteChange,
  readSecurity,
  removePasskey,
  removeProvider,
  renewCodes,
} from '#app/accounts/security.server.ts'
import { contextOf, visitContext } from '#app/context.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { isFresh, requireFresh } from '#app/http/fresh-factor.server.ts'
import { requirePerson, type DoorArgs } from '#app/http/session.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/security'

const here = '/account/security'

export async function loader(args: Route.LoaderArgs) {
  const session = await requirePerson(args)
  const context = contextOf(args.context, { kind: 'worker' })
  const security = await readSecurity(context, session)
  return {
    ...security,
    fresh: isFresh(session, context.now),
    said: takeFlash(args),
    canHavePasskeys: canHavePasskeys(args.request),
    connect: connectToken(args, session.id),
  }
}

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'end') {
    const session = await requirePerson(args)
    await endOwnSessions(contextOf(args.context, { kind: 'worker' }), session, textOf(form, 'session') || null)
    leaveFlash(args, 'ended')
    return redirect(here)
  }
  return change(args, form, step)
}

/** What changes how somebody signs in asks for a factor shown a moment ago. */
async function change(args: DoorArgs, form: FormData, step: string) {
  const session = await requireFresh(args)
  const { loginId } = session
  const worker = contextOf(args.context, { kind: 'worker' })
  const t = wordsOf(args.context.get(visitContext).language)
  const note = (what: 'passkeyAdded' | 'keyRenewed') => async (tx: Parameters<typeof noteChange>[0]['tx']) => {
    await noteChange({ tx, now: worker.now }, session, what)
    return true
  }
  if (step === 'passkey') {
    const answer = { ceremony: textOf(form, 'ceremony'), response: textOf(form, 'response') }
    const name = textOf(form, 'name') || t('accounts:passkey.another')
    const added = await addPasskey(args, answer, { purpose: 'add', loginId, name }, note('passkeyAdded'))
    return done(args, added ? 'passkeyAdded' : 'passkeyFailed')
  }
  if (step === 'remove') {
    const removed = await removePasskey(worker, session, textOf(form, 'passkey'))
    return done(args, removed ? 'passkeyRemoved' : 'lastWay')
  }
  if (step === 'unlink') return done(args, (await removeProvider(worker, session)) ? 'providerRemoved' : 'lastWay')
  if (step === 'codes') {
    const codes = await renewCodes(worker, session, textOf(form, 'mark'))
    return codes ? data({ codes, renewed: true }) : done(args, 'codesShown')
  }
  if (step === 'key') {
    const { ceremony, setup } = await beginKey(worker, loginId)
    return { setup: shownSetup(setup, ceremony, t('accounts:setup.issuer'), false) }
  }
  if (step !== 'confirm') throw new Refusal('badForm')
  const ceremony = textOf(form, 'ceremony')
  const confirmed = await confirmKey(worker, { ceremony, code: textOf(form, 'code'), loginId }, note('keyRenewed'))
  if (confirmed.state === 'gone') return done(args, 'setupGone')
  if (confirmed.state === 'set') return data({ codes: confirmed.codes, renewed: false })
  return data({ setup: shownSetup(confirmed.setup, ceremony, t('accounts:setup.issuer'), true) }, { status: 422 })
}

function done(args: DoorArgs, said: string) {
  leaveFlash(args, said)
  return redirect(here)
}

export default function Security({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  if (actionData && 'codes' in actionData) {
    return (
      <Page title={t('recovery.title')}>
        <RecoveryCodes
          codes={actionData.codes}
          home={here}
          after={actionData.renewed ? (loaderData.hasKey ? 'renewed' : 'keyless') : 'set'}
        />
      </Page>
    )
  }
  if (actionData && 'setup' in actionData) {
    return (
      <Page title={t('setup.title')} before={<a href={here}>{t('security.back')}</a>}>
        <KeySetupForm setup={actionData.setup} />
      </Page>
    )
  }
  return <SecurityView {...loaderData} />
}
