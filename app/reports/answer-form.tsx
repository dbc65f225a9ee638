import type { ReactNode } from 'react'

import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { SaveState } from '#app/ui/save-state.tsx'

import type { AnswerView, AskedField } from './answer-view.ts'
import { filledFrom } from './filled-fields.ts'
import { ItemField } from './item-field.tsx'
import { useNames } from './names.ts'

interface AnswerFormProps {
  view: AnswerView
  /** What the page was made from; see page-version. */
  version: string
  savedAt: Date | null
  /** Messages by field id. */
  errors: ReadonlyMap<string, string>
  action: string
  autosave: string
}

/** The questions of one page. It posts as it is; with script it also saves as one types. */
export function AnswerForm({ view, version, savedAt, errors, action, autosave }: AnswerFormProps) {
  const { t, time } = useNames()
  const { fields, step } = view
  const wrong = new Set([...errors.keys()].map((field) => field.split('.')[0]))
  const done = step.path === 'section' ? fields.filter((field) => field.answered && !wrong.has(field.item)) : []
  const open = fields.filter((field) => !done.includes(field))
  return (
    <form method="post" action={action} noValidate data-autosave={autosave} className="stack">
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="shown" value={fields.map(({ item }) => item).join(' ')} />
      {step.path === 'now' ? (
        <Fields fields={open} errors={errors} />
      ) : (
        <>
          <Group title={t('answer.dated')} fields={open.filter(({ urgency }) => urgency === 'later')} errors={errors} />
          <Group
            title={t('answer.ifKnown')}
            fields={open.filter(({ urgency }) => urgency !== 'later')}
            errors={errors}
          />
          {done.length > 0 && (
            <Details summary={t('answer.earlier', { count: done.length })} open={open.length === 0}>
              <Fields fields={done} errors={errors} />
            </Details>
          )}
        </>
      )}
      <SaveState savedAt={savedAt && time(savedAt)} />
      <Actions>
        <Button size="large" name="go" value="next">
          {t('answer.next')}
        </Button>
        <Button look="outline" size="large" name="go" value="preview">
          {t('answer.toPreview')}
        </Button>
        <Button look="text" name="go" value="pause">
          {t('answer.pause')}
        </Button>
      </Actions>
    </form>
  )
}

function Group({
  title,
  fields,
  errors,
}: {
  title: string
  fields: readonly AskedField[]
  errors: ReadonlyMap<string, string>
}): ReactNode {
  if (fields.length === 0) return null
  return (
    <>
      <Heading level={2}>{title}</Heading>
      <Fields fields={fields} errors={errors} />
    </>
  )
}

function Fields({ fields, errors }: { fields: readonly AskedField[]; errors: ReadonlyMap<string, string> }) {
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
          filled={filledFrom(field.values)}
          errors={errors}
        />
      ))}
    </div>
  )
}
