import type { ReactNode } from 'react'

import { useNames, type Names } from '#app/reports/names.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup, type Control } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { beside, fieldName } from '#forms/answers.ts'
import type { Doubt } from '#forms/answers/ahead.ts'
import type { FileEntry } from '#forms/files.ts'
import { type Item, type Kind, type Part } from '#forms/item.ts'
import type { Due, RecipientId } from '#forms/plan.ts'

import { isSingle, KindControl } from './field-controls.tsx'
import { isUnknownIn, type FilledFields } from './filled-fields.ts'
import { ItemFiles } from './item-files.tsx'

export interface ItemFieldProps {
  item: Item
  /** None where it is plain why it is asked: in answer to a question. */
  urgency?: 'now' | 'later' | 'optional'
  by?: Due
  for: readonly RecipientId[]
  filled: FilledFields
  /** Those that were added to it; missing where it takes none. */
  files?: readonly FileEntry[] | null
  /** Proposed from another answer and not saved yet. */
  carried: boolean
  /** Why the answer that is saved had better be looked at once more. */
  doubt?: Doubt | null
  /** Not as it was sent last. */
  unsent?: boolean
  /** Rows can be added, by saving the page: those asked for now, if any. */
  rows?: 'may be added' | 'were added'
  /** Messages by field name. */
  errors: ReadonlyMap<string, string>
}

/** One question: label, hint, control, "not known yet", and on demand why it is asked and for whom. */
export function ItemField(props: ItemFieldProps) {
  const { item, filled, errors } = props
  const names = useNames()
  const { t, question: label, itemHint } = names
  const hint = itemHint(item.id)
  const frame = {
    id: item.id,
    label: label(item.id),
    hint,
    error: errors.get(item.id),
    mark: (
      <>
        <Urgency {...props} names={names} /> {props.unsent && <Tag tone="blue">{t('compare.unsent')}</Tag>}
      </>
    ),
    after: (
      <>
        {props.files && <ItemFiles item={item.id} files={props.files} />}
        <Why {...props} names={names} />
      </>
    ),
  }
  const carried = (
    <>
      {props.carried && <p className="quiet">{t('answer.carried')}</p>}
      {props.doubt && (
        <p>
          <Tag tone="orange">{t('answer.doubt')}</Tag> {t(`answer.doubts.${props.doubt}`)}
        </p>
      )}
    </>
  )
  const kind = item.asks
  if (kind.kind === 'group' || kind.kind === 'groups') {
    const rows = kind.kind === 'groups' ? rowsIn(item, kind, filled, props.rows === 'were added' ? 3 : 1) : [undefined]
    const hasRoom = props.rows && kind.kind === 'groups' && rows.length < kind.max
    return (
      <FieldGroup {...frame}>
        {() => (
          <>
            {carried}
            {rows.map((row) => (
              <PartFields
                key={row ?? 'only'}
                item={item}
                parts={kind.parts}
                row={row}
                filled={filled}
                errors={errors}
                names={names}
              />
            ))}
            {rows.length > 1 && <p className="quiet">{t('answer.clearRow')}</p>}
            {hasRoom && (
              <p>
                <Button look="outline" size="small" name="go" value={`rows ${item.id}`}>
                  {t('answer.addRow')}
                </Button>
              </p>
            )}
            <UnknownBox item={item} field={item.id} filled={filled} />
          </>
        )}
      </FieldGroup>
    )
  }
  const inList = kind.kind === 'choice' || kind.kind === 'consent'
  const Frame = isSingle(kind) ? Field : FieldGroup
  return (
    <Frame {...frame}>
      {(control) => (
        <>
          {carried}
          <KindControl
            kind={kind}
            item={item}
            field={item.id}
            filled={filled}
            control={controlIn(Frame, control, label(item.id))}
            mayBeUnknown={item.mayBeUnknown}
          />
          {!inList && <UnknownBox item={item} field={item.id} filled={filled} />}
        </>
      )}
    </Frame>
  )
}

/** Inside a group the group itself has the item's id; its first control gets one of its own, and the group's name. */
function controlIn(frame: typeof Field, control: Control, label: string): Control & { 'aria-label'?: string } {
  return frame === FieldGroup ? { ...control, id: `${control.id}-0`, 'aria-label': label } : control
}

interface PartFieldsProps {
  item: Item
  parts: Record<string, Part>
  row: number | undefined
  filled: FilledFields
  errors: ReadonlyMap<string, string>
  names: Names
}

function PartFields({ item, parts, row, filled, errors, names }: PartFieldsProps) {
  const { t, part: label, partHint } = names
  const place = row === undefined ? undefined : t('answer.row', { number: row + 1 })
  return (
    <div className="parts" {...(place && { role: 'group', 'aria-label': place })}>
      {place && <p className="quiet">{place}</p>}
      {Object.entries(parts).map(([part, kind]) => {
        const field = fieldName(item.id, part, row)
        const Frame = isSingle(kind) ? Field : FieldGroup
        const inList = kind.kind === 'choice' || kind.kind === 'consent'
        const unknowable =
          !kind.required && (['quantity', 'moment', 'period'].includes(kind.kind) || isUnknownIn(filled, field))
        return (
          <Frame
            key={part}
            id={field}
            label={label(item.id, part)}
            hint={partHint(item.id, part)}
            error={errors.get(field)}
            shownWhen={kind.after && `${fieldName(item.id, kind.after.part, row)}=${kind.after.values.join('|')}`}
          >
            {(control) => (
              <>
                <KindControl
                  kind={kind}
                  item={item}
                  part={part}
                  field={field}
                  filled={filled}
                  control={controlIn(Frame, control, label(item.id, part))}
                  mayBeUnknown={kind.kind === 'consent' || isUnknownIn(filled, field)}
                />
                {unknowable && !inList && <UnknownBox item={item} field={field} filled={filled} always />}
              </>
            )}
          </Frame>
        )
      })}
    </div>
  )
}

function UnknownBox({
  item,
  field,
  filled,
  always = false,
}: {
  item: Item
  field: string
  filled: FilledFields
  always?: boolean
}) {
  const { t } = useNames()
  if (!always && !item.mayBeUnknown) return null
  const name = beside.unknown(field)
  return (
    <Checkbox
      id={name}
      name={name}
      value="on"
      label={t('answer.unknown')}
      defaultChecked={isUnknownIn(filled, field)}
      data-unknown={field}
    />
  )
}

function Urgency({ urgency, by, names }: ItemFieldProps & { names: Names }) {
  const { t, day } = names
  if (!urgency) return null
  if (urgency === 'now') return <Tag tone="red">{t('answer.now')}</Tag>
  if (urgency === 'optional') return <Tag>{t('answer.optional')}</Tag>
  if (by?.kind === 'at' || by?.kind === 'day') return <Tag tone="orange">{t('answer.by', { day: day(by.at) })}</Tag>
  return <Tag tone="orange">{t(by?.kind === 'promptly' ? 'answer.promptly' : 'answer.later')}</Tag>
}

function Why({ item, for: recipients, names }: ItemFieldProps & { names: Names }): ReactNode {
  const { t, itemWhy, recipients: list } = names
  const why = itemWhy(item.id)
  return (
    <Details summary={t('answer.why')}>
      {why && <p>{why}</p>}
      <p>{recipients.length > 0 ? t('answer.seenBy', { recipients: list(recipients) }) : t('answer.seenByNobody')}</p>
    </Details>
  )
}

/** The rows that are filled in, and some to fill in. */
function rowsIn(item: Item, { parts, max }: Extract<Kind, { kind: 'groups' }>, filled: FilledFields, blank: number) {
  const used = Array.from({ length: max }, (_, row) => row).filter((row) =>
    Object.keys(parts).some(
      (part) => filled.isOn(fieldName(item.id, part, row)) && filled.text(fieldName(item.id, part, row)) !== '',
    ),
  )
  const count = Math.min(max, (used.at(-1) ?? -1) + 1 + blank)
  return Array.from({ length: count }, (_, row) => row)
}
