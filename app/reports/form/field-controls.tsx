/** One control per kind of answer. Names of inputs come from forms/answers, so that the page and its reader agree. */
import { useNames } from '#app/reports/names.ts'
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import type { Control } from '#app/ui/field.tsx'
import { Select, TextArea, TextInput } from '#app/ui/text-input.tsx'
import { beside, hasOther, insteadOf } from '#forms/answers.ts'
import { unknown, type Item, type Kind, type TextLike } from '#forms/item.ts'

import { isUnknownIn, timeBeside, type FilledFields } from './filled-fields.ts'

export interface ControlProps<K extends Kind = Kind> {
  kind: K
  item: Item
  part?: string
  /** From fieldName(): the name and the id of the control. */
  field: string
  filled: FilledFields
  control: Control
  /** Offer "not known yet" among the choices. */
  mayBeUnknown: boolean
}

type Of<K extends Kind['kind']> = ControlProps<Extract<Kind, { kind: K }>>

/** Options that fit a list of radios; longer ones become a drop-down. */
const radiosUpTo = 7

/** Kinds with several inputs need a group with a legend around them; the others a label. */
export function isSingle(kind: Kind): boolean {
  if (insteadOf(kind).length > 0 || hasOther(kind)) return false
  if (kind.kind === 'choice') return kind.options.length > radiosUpTo
  return ['text', 'quantity', 'date', 'list'].includes(kind.kind)
}

export function KindControl(props: ControlProps) {
  const { kind } = props
  switch (kind.kind) {
    case 'choice':
      return <ChoiceControl {...props} kind={kind} />
    case 'choices':
      return <ChoicesControl {...props} kind={kind} />
    case 'consent':
      return <ConsentControl {...props} kind={kind} />
    case 'moment':
      return <MomentControl {...props} kind={kind} />
    case 'period':
      return <PeriodControl {...props} kind={kind} />
    case 'date':
      return (
        <TextInput
          {...props.control}
          type="date"
          name={props.field}
          span="short"
          defaultValue={props.filled.text(props.field)}
        />
      )
    case 'quantity':
      return <QuantityControl {...props} kind={kind} />
    case 'list':
      return <ListControl {...props} kind={kind} />
    case 'text':
      return <TextControl {...props} kind={kind} />
    default:
      return null // groups are drawn part by part
  }
}

const inputTypes: Partial<
  Record<TextLike, { type?: string; inputMode?: 'numeric' | 'tel' | 'email'; autoComplete?: string }>
> = {
  phone: { type: 'tel', autoComplete: 'tel' },
  email: { inputMode: 'email', autoComplete: 'email' },
  'corporate-number': { inputMode: 'numeric' },
  postcode: { autoComplete: 'postal-code' }, // other countries' have letters
}

function TextControl({ kind, field, filled, control, ...rest }: Of<'text'>) {
  // No maxLength: a browser cuts off what is pasted and says nothing; too long a text comes back with its problem
  const common = { ...control, name: field, defaultValue: filled.text(field) }
  return (
    <>
      {kind.lines === 'many' ? (
        <TextArea {...common} rows={4} />
      ) : (
        <TextInput
          {...common}
          {...(kind.like ? inputTypes[kind.like] : {})}
          span={kind.max <= 40 ? 'medium' : 'full'}
        />
      )}
      <InsteadBoxes kind={kind} field={field} filled={filled} {...rest} />
    </>
  )
}

function ListControl({ kind, field, filled, control, ...rest }: Of<'list'>) {
  return (
    <>
      <TextArea {...control} name={field} rows={3} defaultValue={filled.text(field)} />
      <InsteadBoxes kind={kind} field={field} filled={filled} {...rest} />
    </>
  )
}

function QuantityControl({ kind, field, filled, control, ...rest }: Of<'quantity'>) {
  const { t } = useNames()
  const unit = kind.unit ? t(`answer.units.${kind.unit}`) : null
  return (
    <>
      <span className="quantity">
        <TextInput
          {...control}
          name={field}
          inputMode={kind.decimals ? 'decimal' : 'numeric'}
          span="short"
          defaultValue={filled.text(field)}
        />
        {unit && <span>{unit}</span>}
      </span>
      <InsteadBoxes kind={kind} field={field} filled={filled} {...rest} />
    </>
  )
}

function ChoiceControl({ kind, item, part, field, filled, control, mayBeUnknown }: Of<'choice'>) {
  const { t, option, options: offered } = useNames()
  const chosen = isUnknownIn(filled, field) ? unknown : filled.text(field)
  const options = [...offered(item, kind.options, part)]
  const isStrange = chosen !== '' && chosen !== unknown && !kind.options.includes(chosen)
  if (isStrange) options.push({ value: chosen, label: option(item, chosen, part) })
  if (mayBeUnknown) options.push({ value: unknown, label: t('answer.unknown') })
  return (
    <>
      {kind.options.length > radiosUpTo ? (
        <Select {...control} name={field} options={options} empty={t('answer.choose')} defaultValue={chosen} />
      ) : (
        <RadioGroup id={field} name={field} options={options} value={chosen} inline={kind.options.length <= 3} />
      )}
      {hasOther(kind) && <OtherInput field={field} filled={filled} />}
    </>
  )
}

function ChoicesControl({ kind, item, part, field, filled, ...rest }: Of<'choices'>) {
  const { option, options: offered } = useNames()
  const ticked = filled.ticked(field)
  const strange = ticked.filter((value) => value !== unknown && !kind.options.includes(value))
  const own = strange.map((value) => ({ value, label: option(item, value, part) }))
  const options = [...offered(item, kind.options, part), ...own]
  return (
    <>
      <CheckboxGroup id={field} name={field} options={options} values={ticked} inline={options.length > radiosUpTo} />
      <InsteadBoxes kind={kind} item={item} part={part} field={field} filled={filled} {...rest} />
      {hasOther(kind) && <OtherInput field={field} filled={filled} />}
    </>
  )
}

function OtherInput({ field, filled }: { field: string; filled: FilledFields }) {
  const { t } = useNames()
  const id = beside.other(field)
  return (
    <label className="other" htmlFor={id}>
      <span>{t('answer.other')}</span>
      <TextInput id={id} name={id} span="long" defaultValue={filled.text(id)} />
    </label>
  )
}

function ConsentControl({ field, filled, mayBeUnknown }: Of<'consent'>) {
  const { t } = useNames()
  const options = [
    { value: 'yes', label: t('answer.yes') },
    { value: 'no', label: t('answer.no') },
  ]
  if (mayBeUnknown) options.push({ value: unknown, label: t('answer.unknown') })
  const chosen = isUnknownIn(filled, field) ? unknown : filled.text(field)
  return <RadioGroup id={field} name={field} options={options} value={chosen} inline />
}

function MomentControl({ field, filled }: Of<'moment'>) {
  const [date = '', time] = filled.text(field).split('T')
  return (
    <DateTimeInput
      id={field}
      dateName={field}
      timeName={timeBeside(field)}
      date={date}
      time={time ?? filled.text(timeBeside(field))}
    />
  )
}

function PeriodControl({ field, filled, control }: Of<'period'>) {
  const { t } = useNames()
  const to = beside.to(field)
  return (
    <div className="date-time">
      <label htmlFor={control.id}>
        <span>{t('answer.from')}</span>
        <TextInput id={control.id} type="date" name={field} defaultValue={filled.text(field)} />
      </label>
      <label htmlFor={to}>
        <span>{t('answer.to')}</span>
        <TextInput type="date" id={to} name={to} defaultValue={filled.text(to)} />
      </label>
    </div>
  )
}

/** Words that stand in the place of a value: "has none", "still going on". */
function InsteadBoxes({
  kind,
  item,
  part,
  field,
  filled,
}: Pick<ControlProps, 'kind' | 'item' | 'part' | 'field' | 'filled'>) {
  const { option } = useNames()
  const name = beside.instead(field)
  return insteadOf(kind).map((word) => (
    <Checkbox
      key={word}
      id={`${name}-${word}`}
      name={name}
      value={word}
      label={option(item, word, part)}
      defaultChecked={filled.ticked(name).includes(word)}
    />
  ))
}
