import type { ReactNode } from 'react'

import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select, TextInput } from '#app/ui/text-input.tsx'

import type { NoticeActed } from './act-on-notices.server.ts'
import type { NoticeState } from './read-notices.server.ts'

export type NoticeFailed = Exclude<NoticeActed, { done: string }>

interface SettingsProps {
  notices: NoticeState
  failed: NoticeFailed | undefined
  /** Officers may also hear of what comes in. */
  offersArrivals?: boolean
}

/** From no address to the code to the choices: what stands here depends on how far one is. */
export function NoticeSettings({ notices, failed, offersArrivals = false }: SettingsProps) {
  const { t } = useTranslation('notices')
  const { state, stoppedWhy, address } = notices
  const dead = stoppedWhy === 'bounced'
  const asksAddress = state === 'none' || dead || notices.codeFailed
  return (
    <>
      {stoppedWhy && (
        <Notice tone="warning" title={t(`stopped.${stoppedWhy}`)}>
          <p>{t(`stopped.${stoppedWhy}Text`)}</p>
        </Notice>
      )}
      {notices.codeFailed && <Notice tone="warning" title={t('code.failed', { address })} />}
      {state === 'waiting' && !notices.codeFailed && <CodeForm address={address} failed={failed} />}
      {!dead && (state === 'on' || state === 'stopped') && (
        <WishesForm notices={notices} offersArrivals={offersArrivals} />
      )}
      {asksAddress ? (
        <AddressForm failed={failed} known={address} />
      ) : (
        <Details summary={t('ask.other')} open={failed?.field === 'address'}>
          <AddressForm failed={failed} known="" />
        </Details>
      )}
      {state !== 'none' && <EndForm />}
    </>
  )
}

function AddressForm({ failed, known }: { failed: NoticeFailed | undefined; known: string }) {
  const { t } = useTranslation('notices')
  const error = failed?.field === 'address' ? t(`problems.${failed.problem}`) : undefined
  return (
    <form method="post" noValidate className="stack">
      <Field
        id="address"
        label={t('ask.address')}
        hint={t('ask.hint')}
        error={error}
        audience={<Audience who="mail" />}
      >
        {(control) => (
          <TextInput
            {...control}
            name="address"
            type="email"
            autoComplete="email"
            span="long"
            defaultValue={error ? failed?.typed : known}
          />
        )}
      </Field>
      <Actions>
        <Button name="do" value="ask">
          {t('ask.save')}
        </Button>
      </Actions>
    </form>
  )
}

function CodeForm({ address, failed }: { address: string; failed: NoticeFailed | undefined }) {
  const { t } = useTranslation('notices')
  const error = failed?.field === 'code' ? t(`problems.${failed.problem}`) : undefined
  return (
    <form method="post" noValidate className="stack">
      <p>{t('code.sent', { address })}</p>
      <Field id="code" label={t('code.label')} hint={t('code.hint')} error={error} audience={<Audience who="mail" />}>
        {(control) => (
          <TextInput
            {...control}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            span="short"
            defaultValue={error ? failed?.typed : ''}
          />
        )}
      </Field>
      <Actions>
        <Button name="do" value="confirm">
          {t('code.confirm')}
        </Button>
        <Button look="outline" name="do" value="again">
          {t('code.again')}
        </Button>
      </Actions>
    </form>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

interface WishesProps {
  notices: Pick<NoticeState, 'address' | 'mark' | 'wishes' | 'state'>
  offersArrivals?: boolean | undefined
  /** There are several of one mark: of several reports. */
  many?: boolean
  /** What else there is to choose. */
  children?: ReactNode
}

/** When mails go, where an address is known. */
export function WishesForm({ notices, offersArrivals, many = !offersArrivals, children }: WishesProps) {
  const { t } = useTranslation('notices')
  const { address, mark, wishes, state } = notices
  return (
    <form method="post" className="stack">
      <Heading level={2}>{t('on.title')}</Heading>
      <DescriptionList
        rows={[
          { term: t('on.address'), children: address },
          { term: t('on.mark'), children: <strong>{mark}</strong> },
        ]}
      />
      <p>{t('on.markText')}</p>
      {many && <p>{t('on.markMany')}</p>}
      <FieldGroup id="frequency" label={t('on.frequency')}>
        {() => (
          <RadioGroup
            id="frequency"
            name="frequency"
            value={wishes.frequency}
            options={(['at-once', 'daily', 'off'] as const).map((value) => {
              return { value, label: t(`on.frequencies.${value}`) }
            })}
          />
        )}
      </FieldGroup>
      <Field id="hour" label={t('on.hour')} hint={t('on.hourHint')}>
        {(control) => (
          <Select
            {...control}
            name="hour"
            span="short"
            defaultValue={String(wishes.dailyHour)}
            options={hours.map((hour) => ({ value: String(hour), label: t('on.hourOf', { hour }) }))}
          />
        )}
      </Field>
      {children}
      {offersArrivals && (
        <Checkbox
          id="arrivals"
          name="arrivals"
          label={t('on.arrivals')}
          hint={t('on.arrivalsHint')}
          defaultChecked={wishes.arrivals}
        />
      )}
      <Actions>
        <Button name="do" value="choose">
          {t(state === 'stopped' ? 'on.start' : 'on.save')}
        </Button>
      </Actions>
    </form>
  )
}

function EndForm() {
  const { t } = useTranslation('notices')
  return (
    <ConfirmForm
      look="text"
      name="do"
      value="end"
      question={t('ask.endQuestion')}
      yes={t('ask.endYes')}
      no={t('ask.endNo')}
    >
      {t('ask.end')}
    </ConfirmForm>
  )
}
