import type { ReactNode } from 'react'

import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, ConfirmButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { Team } from '#db/people/teams.server.ts'

/** A form that came back, with what was typed. */
export interface TeamTyped {
  id: string | null
  name: string
  members: readonly string[]
  problem: string
}

interface TeamFormsProps {
  teams: readonly Team[]
  /** Whom one may put into a team of this prefecture (null: of the whole country). */
  officersOf: (prefecture: string | null) => readonly { officerId: string; name: string }[]
  typed: TeamTyped | null
  /** Where the forms go: the body's own page, or that of an operator. */
  action: string
  /** What a new team is asked besides its name and people. */
  placeOfNew?: ReactNode
}

export function TeamList({ teams }: { teams: readonly Team[] }) {
  const { t } = useTranslation('case-files')
  if (teams.length === 0) return <p>{t('teams.none')}</p>
  return (
    <ul className="list">
      {teams.map((team) => (
        <li key={team.id}>
          <strong>{team.name}</strong> <Members team={team} />
        </li>
      ))}
    </ul>
  )
}

function Members({ team: { members } }: { team: Team }) {
  const { t } = useTranslation('case-files')
  const names = members.map(({ name }) => name).join(t('recipient:between'))
  return <span className="quiet">{names || t('teams.empty')}</span>
}

export function TeamForms({ teams, officersOf, typed, action, placeOfNew }: TeamFormsProps) {
  const { t } = useTranslation('case-files')
  return (
    <>
      {teams.length === 0 && <p>{t('teams.none')}</p>}
      {teams.map((team) => (
        <Card key={team.id} title={team.name} id={`team-${team.id}`}>
          <p>
            <Members team={team} />
          </p>
          <Details summary={t('teams.change')} open={typed?.id === team.id}>
            <TeamForm
              team={team}
              officers={officersOf(team.prefecture)}
              typed={typed?.id === team.id ? typed : null}
              action={action}
            />
          </Details>
        </Card>
      ))}
      <Card title={t('teams.new')} id="new-team">
        <TeamForm
          team={null}
          officers={officersOf(null)}
          typed={typed && typed.id === null ? typed : null}
          action={action}
          place={placeOfNew}
        />
      </Card>
    </>
  )
}

interface TeamFormProps {
  team: Team | null
  officers: readonly { officerId: string; name: string }[]
  typed: TeamTyped | null
  action: string
  place?: ReactNode
}

function TeamForm({ team, officers, typed, action, place }: TeamFormProps) {
  const { t } = useTranslation('case-files')
  const id = team?.id ?? 'new'
  const members = typed?.members ?? team?.members.map(({ officerId }) => officerId) ?? []
  const options = officers.map(({ officerId, name }) => ({ value: officerId, label: name }))
  return (
    <form method="post" noValidate action={action} className="stack-s">
      {team && <input type="hidden" name="team" value={team.id} />}
      <Field
        id={`${id}-name`}
        label={t('teams.name')}
        hint={t('teams.nameHint')}
        need="required"
        error={typed && t(`teams.problems.${typed.problem}`)}
        audience={<Audience who="teams" />}
      >
        {(control) => (
          <TextInput {...control} name="name" span="medium" maxLength={40} defaultValue={typed?.name ?? team?.name} />
        )}
      </Field>
      {place}
      {options.length > 0 && (
        <FieldGroup id={`${id}-member`} label={t('teams.members')}>
          {() => <CheckboxGroup id={`${id}-member`} name="member" options={options} values={members} inline />}
        </FieldGroup>
      )}
      <Actions>
        <Button look={team ? 'outline' : 'primary'}>{t(team ? 'teams.save' : 'teams.make')}</Button>
        {team && (
          <ConfirmButton
            look="text"
            name="do"
            value="end"
            question={t('teams.endQuestion', { name: team.name })}
            yes={t('teams.end')}
            no={t('teams.keep')}
          >
            {t('teams.end')}
          </ConfirmButton>
        )}
      </Actions>
    </form>
  )
}
