import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export interface ShownSetup {
  ceremony: string
  number: string
  key: string
  totp: string
  /** The picture for the authenticator, an address of data. */
  picture: string
  wrong: boolean
}

/** Number, key and picture, shown once, and the code that confirms them. */
export function KeySetupForm({ setup }: { setup: ShownSetup }) {
  const { t } = useTranslation('accounts')
  const error = setup.wrong ? t('setup.wrong') : undefined
  return (
    <form method="post" noValidate className="stack">
      <ErrorSummary problems={error ? [{ id: 'code', message: error }] : []} />
      <Heading level={2}>{t('setup.write')}</Heading>
      <p>{t('setup.writeText')}</p>
      <DescriptionList
        rows={[
          { term: t('number'), children: <span className="secret">{setup.number}</span> },
          { term: t('key'), children: <span className="secret">{setup.key}</span> },
        ]}
      />
      <Heading level={2}>{t('setup.scan')}</Heading>
      <p>{t('setup.scanText')}</p>
      <p>
        <img src={setup.picture} alt={t('setup.picture')} width="220" height="220" />
      </p>
      <p className="quiet">
        {t('setup.byHand')} <span className="secret">{setup.totp.replaceAll(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <input type="hidden" name="step" value="confirm" />
      <input type="hidden" name="ceremony" value={setup.ceremony} />
      <Field id="code" label={t('setup.code')} hint={t('setup.codeHint')} error={error} need="required">
        {(control) => (
          <TextInput {...control} name="code" span="short" inputMode="numeric" autoComplete="one-time-code" />
        )}
      </Field>
      <Actions>
        <Button size="large">{t('setup.confirm')}</Button>
      </Actions>
    </form>
  )
}

/** The codes for the day the authenticator, or a passkey, is lost; shown once. `after`: what they were made for. */
export function RecoveryCodes({
  codes,
  home,
  after = 'set',
}: {
  codes: readonly string[]
  home: string
  after?: 'set' | 'renewed' | 'keyless'
}) {
  const { t } = useTranslation('accounts')
  return (
    <>
      <p className="lead">{t(`recovery.lead.${after}`)}</p>
      <ul className="list" aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code} className="secret">
            {code}
          </li>
        ))}
      </ul>
      <p>{t(after === 'keyless' ? 'recovery.keylessText' : 'recovery.text')}</p>
      <Actions>
        <a className="button" data-look="primary" data-size="large" href={home}>
          {t('recovery.on')}
        </a>
      </Actions>
    </>
  )
}
