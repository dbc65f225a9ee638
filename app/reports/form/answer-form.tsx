import type { ReactNode } from 'react'

import { useNames } from '#app/reports/names.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { SaveState } from '#app/ui/save-state.tsx'
import type { ItemId } from '#forms/item.ts'

import type { AnswerView, AskedField } from './answer-view.ts'
import { filledFrom } from './filled-fields.ts'
import { ItemField } from './item-field.tsx'

/** The id of the page's form: of the questions, or of the answers to choose from. */
export const answersForm = 'answers'

interface AnswerFormProps {
  view: AnswerView
  /** Not everybody who fills it in may add files to it. */
  mayAttach: boolean
  /** Whoever sees some sections only has no preview. */
  mayPreview: boolean
  /** What the page was made from; see page-version. */
  version: string
  savedAt: Date | null
  /** Items that are not as they were sent last. */
  unsent: readonly ItemId[]
  /** The item that is to have more rows. */
  rowsFor: ItemId | null
  /** Messages by field id. */
  errors: ReadonlyMap<string, string>
  action: string
  autosave: string
}

/** The questions of one page. It posts as it is; with script it also saves as one types. */
export function AnswerForm(props: AnswerFormProps) {
  const { view, mayAttach, mayPreview, version, savedAt, unsent, rowsFor, errors, action, autosave } = props
  const { t, time } = useNames()
  const { step } = view
  const fields = mayAttach ? view.fields : view.fields.map((field) => ({ ...field, files: null }))
  const wrong = new Set([...errors.keys()].map((field) => field.split('.')[0]))
  const isFolded = ({ item, answered, doubt }: AskedField) =>
    answered && doubt === null && item !== rowsFor && !wrong.has(item) && !unsent.includes(item)
  const done = step.path === 'section' ? fields.filter(isFolded) : []
  const open = fields.filter((field) => !done.includes(field))
  return (
    // Validated by the browser: it drops half a date, and only it can say so
    <form id={answersForm} method="post" action={action} data-autosave={autosave} className="stack">
      {/* Enter presses the first button of a form: it goes on, and not to add a row or a file */}
      <button className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="shown" value={fields.map(({ item }) => item).join(' ')} />
      {step.path === 'now' ? (
        <Fields fields={open} errors={errors} unsent={unsent} rowsFor={rowsFor} />
      ) : (
        <>
          <Group
            title={t('answer.dated')}
            fields={open.filter(({ urgency }) => urgency === 'later')}
            errors={errors}
            unsent={unsent}
            rowsFor={rowsFor}
          />
          <Group
            title={t('answer.ifKnown')}
            fields={open.filter(({ urgency }) => urgency !== 'later')}
            errors={errors}
            unsent={unsent}
            rowsFor={rowsFor}
          />
          {done.length > 0 && (
            <Details summary={t('answer.earlier', { count: done.length })} open={open.length === 0}>
              <Fields fields={done} errors={errors} unsent={unsent} rowsFor={rowsFor} />
            </Details>
          )}
        </>
      )}
      <SaveState savedAt={savedAt && time(savedAt)} />
      <Actions>
        <Button size="large" name="go" value="next">
          {t('answer.next')}
        </Button>
        {mayPreview && (
          <Button look="outline" size="large" name="go" value="preview">
            {t('answer.toPreview')}
          </Button>
        )}
        <Button look="text" name="go" value="pause">
          {t('answer.pause')}
        </Button>
      </Actions>
    </form>
  )
}

function Group({ title, ...rest }: FieldsProps & { title: string }): ReactNode {
  if (rest.fields.length === 0) return null
  return (
    <>
      <Heading level={2}>{title}</Heading>
      <Fields {...rest} />
    </>
  )
}

interface FieldsProps {
  fields: readonly AskedField[]
  errors: ReadonlyMap<string, string>
  unsent: readonly ItemId[]
  rowsFor: ItemId | null
}

function Fields({ fields, errors, unsent, rowsFor }: FieldsProps) {
  return (
    <div>
      {fields.map((field) => (
        <ItemField
          key={field.item}
          item={field.kind}
          urgency={field.urgency}
          by={field.by}
          for={field.for}
          carried={field.carried}
          doubt={field.doubt}
          filled={filledFrom(field.values)}
          files={field.files}
          errors={errors}
          unsent={unsent.includes(field.item)}
          rows={field.item === rowsFor ? 'were added' : 'may be added'}
        />
      ))}
    </div>
  )
}
