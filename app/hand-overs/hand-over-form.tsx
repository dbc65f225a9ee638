import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Select, TextArea, TextInput } from '#app/ui/text-input.tsx'
import { prefectures } from '#forms/items/prefectures.ts'
import type { Seen } from '#forms/rulebook.ts'

import { handOverLimits, otherGround, type HandOverWish } from './wish.ts'

export interface HandOverChoices {
  /** The whole case goes, so nothing is chosen. */
  moves: boolean
  needed: readonly string[]
  beyond: readonly string[]
  /** The names of the files that an item lists. */
  files: Readonly<Record<string, readonly string[]>>
  grounds: readonly { id: string; seen: Seen }[]
}

interface HandOverFormProps {
  action: string
  wish: HandOverWish
  choices: HandOverChoices
  errors: Readonly<Record<string, string>>
}

/** Then: what, on which ground, and why more than the other body needs. */
export function HandOverForm({ action, wish, choices, errors }: HandOverFormProps) {
  const { t } = useTranslation('hand-overs')
  return (
    <form method="post" action={action} noValidate className="stack">
      <input type="hidden" name="to" value={wish.to} />
      <input type="hidden" name="delivery" value={wish.delivery} />
      {wish.to === 'police' && <PrefectureField wish={wish} error={errors.prefecture} />}
      <GroundFields wish={wish} choices={choices} errors={errors} />
      {choices.moves ? <p>{t('form.moves')}</p> : <ItemFields wish={wish} choices={choices} errors={errors} />}
      <Actions>
        <Button name="go" value="check">
          {t('form.check')}
        </Button>
        <LinkButton look="text" href={action}>
          {t('form.otherTarget')}
        </LinkButton>
      </Actions>
    </form>
  )
}

function PrefectureField({ wish, error }: { wish: HandOverWish; error: string | undefined }) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  const options = prefectures.map((value) => ({ value, label: words.option('org-address', value, 'prefecture') }))
  return (
    <Field id="prefecture" label={t('form.prefecture')} hint={t('form.prefectureHint')} error={error} need="required">
      {(control) => (
        <Select
          {...control}
          name="prefecture"
          options={options}
          empty={t('form.choose')}
          defaultValue={wish.prefecture}
        />
      )}
    </Field>
  )
}

type PartProps = Pick<HandOverFormProps, 'wish' | 'choices' | 'errors'>

function GroundFields({ wish, choices, errors }: PartProps) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  const known = choices.grounds.map(({ id, seen }) => ({
    value: id,
    label: seen === 'text' ? words.ground(id) : t('form.unverified', { ground: words.ground(id) }),
    hint: words.groundSource(id),
  }))
  const options = [...known, { value: otherGround, label: t('form.otherGround') }]
  return (
    <>
      <FieldGroup
        id="ground"
        label={t('form.ground')}
        hint={t('form.groundHint')}
        error={errors.ground}
        need="required"
      >
        {() => <RadioGroup id="ground" name="ground" options={options} value={wish.ground} />}
      </FieldGroup>
      <Field
        id="groundText"
        label={t('form.groundText')}
        hint={t('form.groundTextHint')}
        error={errors.groundText}
        audience={<Audience who="handOver" />}
        shownWhen={`ground=${otherGround}`}
      >
        {(control) => (
          <TextInput
            {...control}
            name="groundText"
            maxLength={handOverLimits.groundText}
            defaultValue={wish.groundText}
          />
        )}
      </Field>
    </>
  )
}

function ItemFields({ wish, choices, errors }: PartProps) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  const recipient = words.recipient(wish.to)
  const { needed, beyond, files } = choices
  const named = (items: readonly string[]) =>
    items.map((value) => {
      const names = files[value]?.join(t('between'))
      return { value, label: words.item(value), ...(names ? { hint: t('form.files', { files: names }) } : {}) }
    })
  return (
    <>
      <FieldGroup id="items" label={t('form.needed', { recipient })} error={errors.items}>
        {() =>
          needed.length > 0 ? (
            <CheckboxGroup id="items" name="item" options={named(needed)} values={wish.items} />
          ) : (
            <p>{t('form.nothingNeeded', { recipient })}</p>
          )
        }
      </FieldGroup>
      {beyond.length > 0 && (
        <>
          <FieldGroup id="beyond" label={t('form.beyond', { recipient })} hint={t('form.beyondHint')}>
            {() => <CheckboxGroup id="beyond" name="item" options={named(beyond)} values={wish.items} />}
          </FieldGroup>
          <Field id="reason" label={t('form.reason')} error={errors.reason} audience={<Audience who="handOver" />}>
            {(control) => (
              <TextArea
                {...control}
                name="reason"
                rows={3}
                maxLength={handOverLimits.reason}
                defaultValue={wish.reason}
                counted
              />
            )}
          </Field>
        </>
      )}
    </>
  )
}
