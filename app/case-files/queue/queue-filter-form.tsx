import { limits } from '#app/case-files/acts/act.ts'
import { severityFilters } from '#app/case-files/severities.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { KeptDetails } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { nameOf } from '#app/ui/kept-part.ts'
import { Select, TextInput } from '#app/ui/text-input.tsx'

import { countFilters, dues, orders, stages, states, toggles, type QueueChoice } from './queue-filters.ts'

/** What the filters offer that comes from the edition: values, whose words the page looks up. */
export interface FilterOptions {
  attacks: readonly string[]
  sectors: readonly string[]
  prefectures: readonly string[]
}

interface QueueFilterFormProps {
  choice: QueueChoice
  options: FilterOptions
  /** A link of this page has these filters and says which. */
  named?: boolean
}

/** Filters and order as a GET form: the view is in the address, Back works, no script is needed. */
export function QueueFilterForm({ choice, options, named = false }: QueueFilterFormProps) {
  const { t } = useTranslation('recipient')
  const count = countFilters(choice)
  const summary = count > 0 ? t('filters.active', { count }) : t('filters.show')
  const inside = () => ({ summary, children: <Filters choice={choice} options={options} count={count} /> })
  return <KeptDetails id="filters" open={count > 0 && !named} state={stateOf(choice, options)} inside={inside} />
}

/** What officers type themselves, into the form or into the address, is not kept. */
function stateOf(choice: QueueChoice, options: FilterOptions): string | null {
  const { q, label, attack, sector, prefecture } = choice
  const isOurs = offered(attack, options.attacks) && offered(sector, options.sectors)
  if (q || label || !isOurs || !offered(prefecture, options.prefectures)) return null
  return `queue-filters ${JSON.stringify({ ...choice, after: undefined })} ${nameOf(options)}`
}

const offered = (value: string | undefined, values: readonly string[]) => !value || values.includes(value)

function Filters({ choice, options, count }: { choice: QueueChoice; options: FilterOptions; count: number }) {
  const { t } = useTranslation('recipient')
  const severity = (value: string) => t(`severities.${value}`)
  return (
    <form method="get" action="/desk" className="queue-filters">
      {choice.q && <input type="hidden" name="q" value={choice.q} />}
      <Chosen name="state" value={choice.state} values={states} words={(value) => t(`states.${value}`)} />
      <Chosen name="stage" value={choice.stage} any values={stages} words={(value) => t(`stages.${value}`)} />
      <EditionFilters choice={choice} options={options} />
      <Chosen name="severity" value={choice.severity} any values={severityFilters} words={severity} />
      <Chosen name="due" value={choice.due} any values={dues} words={(value) => t(`dues.${value}`)} />
      <Chosen name="order" value={choice.order} values={orders} words={(value) => t(`orders.${value}`)} />
      <div className="queue-toggles">
        {toggles.map((name) => (
          <Checkbox
            key={name}
            id={name}
            name={name}
            value="1"
            defaultChecked={choice[name]}
            label={t(`filters.${name}`)}
          />
        ))}
      </div>
      <Field id="label" label={t('filters.label')} audience={<Audience who="search" />}>
        {(control) => (
          <TextInput {...control} name="label" span="medium" maxLength={limits.label} defaultValue={choice.label} />
        )}
      </Field>
      <Actions>
        <Button look="outline">{t('filters.apply')}</Button>
        {count > 0 && (
          <LinkButton look="text" href="/desk">
            {t('queue.clear')}
          </LinkButton>
        )}
      </Actions>
    </form>
  )
}

/** Filters on what the edition asks; one that offers nothing is not there. */
function EditionFilters({ choice, options }: { choice: QueueChoice; options: FilterOptions }) {
  const words = useWords()
  const attack = (value: string) => words.option('incident-attack-type', value)
  const sector = (value: string) => words.option('org-ci-sector', value)
  const prefecture = (value: string) => words.option('org-address', value, 'prefecture')
  return (
    <>
      <Chosen name="attack" value={choice.attack} any values={options.attacks} words={attack} />
      <Chosen name="sector" value={choice.sector} any values={options.sectors} words={sector} />
      <Chosen name="prefecture" value={choice.prefecture} any values={options.prefectures} words={prefecture} />
    </>
  )
}

interface ChosenProps {
  name: string
  value: string | undefined
  values: readonly string[]
  any?: boolean
  words: (value: string) => string
}

function Chosen({ name, value, values, any = false, words }: ChosenProps) {
  const { t } = useTranslation('recipient')
  if (values.length === 0) return null
  const options = values.map((candidate) => ({ value: candidate, label: words(candidate) }))
  return (
    <Field id={name} label={t(`filters.${name}`)}>
      {(control) => (
        <Select
          {...control}
          name={name}
          span="full"
          defaultValue={value ?? ''}
          options={options}
          {...(any ? { empty: t('filters.any') } : {})}
        />
      )}
    </Field>
  )
}
