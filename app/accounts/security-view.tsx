import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Means } from '#db/people/sessions.server.ts'

import { AccountPerson, accountNav } from './account-page.tsx'
import { PasskeyForm } from './passkey-form.tsx'
import { SignedIn } from './signed-in.tsx'
import type { SecurityPage, SessionView } from './security.server.ts'

interface SecurityViewProps extends SecurityPage {
  fresh: boolean
  said: string | null
  canHavePasskeys: boolean
  /** Of the link that begins to connect a provider. */
  connect: string
}

const homes = {
  officer: '/desk',
  operator: '/operator/people',
  account: '/account',
}

const wrong = ['passkeyFailed', 'lastWay', 'setupGone', 'codesShown', 'providerFailed', 'providerTaken']

/** How one signs in, and where one is signed in. Changing the first asks for a factor shown a moment ago. */
export function SecurityView(props: SecurityViewProps) {
  const { t } = useTranslation('accounts')
  const { person, said, fresh, sessions } = props
  const words = useWords()
  const own = person.kind === 'account' ? t('account:door') : t('operator')
  const body = person.recipient ? words.recipient(person.recipient) : own
  const home = homes[person.kind]
  return (
    <Page
      title={t('security.title')}
      door={body}
      nav={person.kind === 'account' ? accountNav(t, null) : []}
      person={person.kind === 'account' ? <AccountPerson name={person.name} /> : <SignedIn name={person.name} />}
      before={<a href={home}>{t(person.kind === 'account' ? 'account:home' : 'security.home')}</a>}
    >
      {said && (
        <Notice tone={wrong.includes(said) ? 'error' : 'success'} title={t(`security.said.${said}`)} announced />
      )}
      <p className="lead">{t('security.lead', { name: person.name })}</p>
      {person.kind === 'account' && (
        <p>
          <a href="/account/details">{t('account:details.go')}</a>
        </p>
      )}
      {!fresh && (
        <Notice title={t('security.stale')}>
          <LinkButton href="/sign-in/again?next=/account/security">{t('security.prove')}</LinkButton>
        </Notice>
      )}
      <Passkeys {...props} />
      <KeyPart {...props} />
      <ProviderPart {...props} />
      <Sessions sessions={sessions} isAccount={person.kind === 'account'} />
    </Page>
  )
}

function Passkeys({ passkeys, fresh, accepted, canHavePasskeys }: SecurityViewProps) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  if (!accepted.includes('passkey')) return null
  return (
    <>
      <Heading level={2}>{t('security.passkeys')}</Heading>
      {passkeys.length === 0 && <p>{t('security.noPasskey')}</p>}
      {passkeys.length > 0 && (
        <div className="stacked-table">
          <DataTable id="passkeys" caption={t('security.passkeys')} captionHidden>
            <thead>
              <tr>
                <th scope="col">{t('security.passkeyName')}</th>
                <th scope="col">{t('security.added')}</th>
                <th scope="col">{t('security.used')}</th>
                {fresh && <th scope="col">{t('security.act')}</th>}
              </tr>
            </thead>
            <tbody>
              {passkeys.map(({ id, name, addedAt, usedAt }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td data-label={t('security.added')}>{dateTime(addedAt.toISOString())}</td>
                  <td data-label={t('security.used')}>
                    {usedAt ? dateTime(usedAt.toISOString()) : t('security.never')}
                  </td>
                  {fresh && (
                    <td data-label={t('security.act')}>
                      <ConfirmForm
                        hidden={{ passkey: id }}
                        name="step"
                        value="remove"
                        look="text"
                        size="small"
                        aria-label={t('security.removeNamed', { name })}
                        question={t('security.removeAsk', { name })}
                        yes={t('security.remove')}
                        no={t('security.keep')}
                      />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      {fresh && canHavePasskeys && (
        <PasskeyForm purpose="add" label={t('security.addPasskey')} look="outline">
          <Field id="name" label={t('security.nameIt')} hint={t('security.nameItHint')}>
            {(control) => <TextInput {...control} name="name" span="medium" maxLength={60} autoComplete="off" />}
          </Field>
        </PasskeyForm>
      )}
    </>
  )
}

function KeyPart(props: SecurityViewProps) {
  const { hasKey, number, fresh, accepted } = props
  const { t } = useTranslation('accounts')
  if (!accepted.includes('totp')) return null
  return (
    <>
      <Heading level={2}>{t('security.key')}</Heading>
      <p>{hasKey ? t('security.hasKey', { number }) : t('security.noKey')}</p>
      {fresh && (
        <form method="post" className="actions">
          <Button name="step" value="key" look="outline">
            {t(hasKey ? 'security.renewKey' : 'security.makeKey')}
          </Button>
        </form>
      )}
      <CodesPart {...props} />
    </>
  )
}

function ProviderPart({ providers, provider, fresh, person, connect }: SecurityViewProps) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  const [linked] = providers
  if (!provider && !linked) return null
  const whose = person.kind === 'account' ? 'account' : 'body'
  return (
    <>
      <Heading level={2}>{t(`security.provider.${whose}`)}</Heading>
      <p>
        {linked
          ? t('security.provider.linked', { at: dateTime(linked.linkedAt.toISOString()) })
          : t('security.provider.none')}
      </p>
      {fresh && !linked && (
        <p>
          <LinkButton href={`/sign-in/openid/${provider}?connect=${connect}`}>{t('security.provider.link')}</LinkButton>
        </p>
      )}
      {fresh && linked && <p className="quiet">{t('security.provider.ends')}</p>}
      {fresh && linked && (
        <ConfirmForm
          name="step"
          value="unlink"
          look="outline"
          question={t('security.provider.ask')}
          yes={t('security.provider.unlink')}
          no={t('security.keep')}
        />
      )}
    </>
  )
}

/** Codes stand in for an authenticator; of an account also for a passkey that was lost. Without either they open nothing. */
function CodesPart({ hasKey, passkeys, codesLeft, codesMark, fresh, person }: SecurityViewProps) {
  const { t } = useTranslation('accounts')
  const isAccount = person.kind === 'account'
  if (!hasKey && !(isAccount && passkeys.length > 0)) return null
  return (
    <>
      <Heading level={2}>{t('recovery.codes')}</Heading>
      <p>
        {codesLeft > 0
          ? t('security.codesLeft', { count: codesLeft })
          : t(codesMark ? 'security.codesSpent' : 'security.noCodes')}
      </p>
      {hasKey && <p>{t('security.codesText')}</p>}
      {isAccount && <p>{t('account:codesText')}</p>}
      {fresh && codesLeft === 0 && (
        <form method="post" className="actions">
          <input type="hidden" name="mark" value={codesMark} />
          <Button name="step" value="codes" look="outline">
            {t('security.makeCodes')}
          </Button>
        </form>
      )}
      {fresh && codesLeft > 0 && <p className="quiet">{t('security.codesEnd')}</p>}
      {fresh && codesLeft > 0 && (
        <ConfirmForm
          hidden={{ mark: codesMark }}
          name="step"
          value="codes"
          look="outline"
          question={t('security.codesAsk')}
          yes={t('security.renewCodes')}
          no={t('security.keepCodes')}
        />
      )}
    </>
  )
}

function Sessions({ sessions, isAccount }: { sessions: readonly SessionView[]; isAccount: boolean }) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  return (
    <>
      <Heading level={2}>{t('security.sessions')}</Heading>
      <p>{t(isAccount ? 'account:sessionsText' : 'security.sessionsText')}</p>
      <div className="stacked-table">
        <DataTable id="sessions" caption={t('security.sessions')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('security.where')}</th>
              <th scope="col">{t('security.by')}</th>
              <th scope="col">{t('security.since')}</th>
              <th scope="col">{t('security.seen')}</th>
              <th scope="col">{t('security.act')}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map(({ id, browser, address, means, createdAt, seenAt, own }) => (
              <tr key={id}>
                <th scope="row">
                  {browser || t('security.unknown')}
                  <br />
                  <span className="quiet">{address}</span>
                </th>
                <td data-label={t('security.by')}>{t(meansKey(means, isAccount))}</td>
                <td data-label={t('security.since')}>{dateTime(createdAt.toISOString())}</td>
                <td data-label={t('security.seen')}>{own ? t('security.here') : dateTime(seenAt.toISOString())}</td>
                <td data-label={t('security.act')}>{own ? '' : <EndSession id={id} />}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      {sessions.length > 1 && (
        <form method="post" className="actions">
          <Button name="step" value="end" look="outline">
            {t('security.endOthers')}
          </Button>
        </form>
      )}
    </>
  )
}

/** The ID elsewhere is a body's, or an organisation's. */
export const meansKey = (means: Means, isAccount: boolean): string =>
  isAccount && means === 'openid' ? 'security.provider.account' : `means.${means}`

export function EndSession({ id }: { id: string }) {
  const { t } = useTranslation('accounts')
  return (
    <form method="post">
      <input type="hidden" name="session" value={id} />
      <Button name="step" value="end" look="text" size="small">
        {t('security.end')}
      </Button>
    </form>
  )
}
