import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Select } from '#app/ui/text-input.tsx'
import type { Person } from '#db/people/people.server.ts'
import type { SessionLine } from '#db/people/sessions.server.ts'
import { prefectures } from '#forms/items/prefectures.ts'

import { EndSession, meansKey } from './security-view.tsx'

interface PlaceProps {
  person: Person
  teams: readonly { name: string }[]
}

/** Where an officer is, and moving them to another prefecture. */
export function Place({ person, teams }: PlaceProps) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const { recipient, prefecture, role } = person
  return (
    <>
      <DescriptionList
        rows={[
          {
            term: t('people.body'),
            children: recipient ? words.recipient(recipient) : '―',
          },
          { term: t('people.role'), children: role ? t(`roles.${role}`) : '―' },
          {
            term: t('log.teams'),
            children: teams.map(({ name }) => name).join(t('people.and')) || t('log.noTeams'),
          },
        ]}
      />
      <form method="post" className="stack">
        <Field id="prefecture" label={t('people.prefecture')} hint={t('log.moveHint')}>
          {(control) => (
            <Select
              {...control}
              name="prefecture"
              span="medium"
              empty={t('people.everywhere')}
              options={prefectures.map((name) => ({
                value: name,
                label: words.option('org-address', name, 'prefecture'),
              }))}
              defaultValue={prefecture ?? ''}
            />
          )}
        </Field>
        <Actions>
          <Button name="step" value="move" look="outline">
            {t('log.move')}
          </Button>
        </Actions>
      </form>
    </>
  )
}

/** A link that nobody has used yet: whoever has it can enrol. */
export function OpenLink({ name, until }: { name: string; until: Date }) {
  const { t } = useTranslation('operating')
  const { dateTime } = useFormat()
  return (
    <>
      <Heading level={2}>{t('links.title')}</Heading>
      <p>{t('links.open', { until: dateTime(until.toISOString()) })}</p>
      <ConfirmForm
        name="step"
        value="uninvite"
        look="outline"
        question={t('links.endAsk', { name })}
        yes={t('links.end')}
        no={t('accounts:people.no')}
      />
    </>
  )
}

/** Where somebody is signed in, and ending it for them. */
export function PersonSessions({ sessions, kind }: { sessions: readonly SessionLine[]; kind: Person['kind'] }) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  return (
    <>
      <Heading level={2}>{t('log.sessions')}</Heading>
      {sessions.length === 0 && <p className="quiet">{t('log.noSessions')}</p>}
      {sessions.length > 0 && (
        <div className="stacked-table">
          <DataTable id="sessions" caption={t('log.sessions')} captionHidden>
            <thead>
              <tr>
                {(['where', 'by', 'since', 'seen', 'act'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`security.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sessions.map(({ id, browser, means, createdAt, seenAt }) => (
                <tr key={id}>
                  <th scope="row">{browser || t('security.unknown')}</th>
                  <td data-label={t('security.by')}>{t(meansKey(means, kind === 'account'))}</td>
                  <td data-label={t('security.since')}>{dateTime(createdAt.toISOString())}</td>
                  <td data-label={t('security.seen')}>{dateTime(seenAt.toISOString())}</td>
                  <td>
                    <EndSession id={id} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      {sessions.length > 1 && (
        <ConfirmForm
          name="step"
          value="end"
          look="outline"
          question={t('log.endAllAsk')}
          yes={t('log.endAll')}
          no={t('people.no')}
        />
      )}
    </>
  )
}
