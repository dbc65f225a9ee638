import { ChoiceField, TextField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { severities } from '#app/case-files/severities.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { CasePage, CaseSummary } from './case-page.ts'
import { EscalationSentence } from './escalation-sentence.tsx'
import type { MergedView, Standing } from './standing.ts'

interface Props {
  file: CaseSummary
  standing: Standing
  typed: ActTyped
  /** The body, by its name. */
  recipient: string
}

/** What has to be known before anything else: where the case went, and what a rule has brought up. */
export function StandingNotices(props: Props) {
  const open = props.standing.escalations.filter(({ settled }) => !settled)
  return (
    <>
      {props.standing.mergedInto && <MergedInto {...props} />}
      {open.length > 0 && <Escalated {...props} />}
    </>
  )
}

function MergedInto({ file, standing: { mergedInto }, typed, recipient }: Props) {
  const { t } = useTranslation('case-files')
  if (!mergedInto) return null
  return (
    <Notice tone="warning" title={t('merge.into')} id="merged-into">
      <p>
        <MergedLink merged={mergedInto} />
      </p>
      <p className="message-text">{t('merge.because', { reason: mergedInto.reason })}</p>
      <p className="quiet">{t('merge.consequence')}</p>
      <ForActing>
        <Details summary={t('merge.undo')} id="unmerge" open={typed.act === 'unmerge'}>
          <ActForm id={file.id} act="unmerge" badge={<Inside />}>
            <TextField
              act="unmerge"
              name="reason"
              label={t('merge.undoReason')}
              rows={2}
              required
              audience={<Audience who="inside" name={recipient} />}
              typed={typed}
            />
            <Button look="outline">{t('merge.undoSubmit')}</Button>
          </ActForm>
        </Details>
      </ForActing>
    </Notice>
  )
}

function MergedLink({ merged: { id, name, title, reference } }: { merged: MergedView }) {
  return (
    <>
      <a href={`/desk/case-files/${id}`}>{name}</a> {title} <span className="mono quiet">{reference}</span>
    </>
  )
}

function Escalated({ file, standing }: Props) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  return (
    <Notice tone="warning" title={t('escalation.open')} id="escalated">
      <ul className="list">
        {standing.escalations.map((one) => (
          <li key={one.id}>
            <EscalationSentence rule={one} />{' '}
            <span className="quiet">{t('escalation.firedAt', { at: dateTime(one.firedAt) })}</span>{' '}
            {one.settled && t('escalation.settledBy', { name: one.settled.name, at: dateTime(one.settled.at) })}
          </li>
        ))}
      </ul>
      <ForActing>
        <ActForm id={file.id} act="settlement">
          <Button look="outline" size="small">
            {t('escalation.settle')}
          </Button>
        </ActForm>
      </ForActing>
    </Notice>
  )
}

/** What was merged into this case, with what is new in it: it is not in the queue any more. */
export function MergedCases({ merged }: { merged: readonly MergedView[] }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  if (merged.length === 0) return null
  return (
    <Card id="merged" title={t('merge.merged', { number: merged.length })}>
      <p className="quiet">{t('merge.mergedHint')}</p>
      <ul className="list">
        {merged.map((one) => (
          <li key={one.id}>
            <MergedLink merged={one} /> {one.news && <Tag tone="blue">{t('merge.news')}</Tag>}
            <br />
            <span className="quiet">
              {t('merge.state', { number: one.revisionNumber, at: dateTime(one.updatedAt) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Deputy, team and the body's own judgement, below the officer who has the case. */
export function StandingForms({ file, standing, typed, recipient, colleagues }: Props & Pick<CasePage, 'colleagues'>) {
  const { t } = useTranslation('case-files')
  const { deputy, team, teams, assessment } = standing
  return (
    <>
      <Details summary={t('arrange.summary')} id="arrangement" open={typed.act === 'arrangement'}>
        <ActForm id={file.id} act="arrangement">
          <input type="hidden" name="was" value={`${deputy?.officerId ?? ''}/${team?.id ?? ''}`} />
          <ChoiceField
            act="arrangement"
            name="deputy"
            label={t('arrange.deputy')}
            hint={t('arrange.deputyHint')}
            options={colleagues.map(({ officerId, name }) => ({ value: officerId, label: name }))}
            empty={t('arrange.nobody')}
            value={deputy?.officerId ?? ''}
            typed={typed}
          />
          <ChoiceField
            act="arrangement"
            name="team"
            label={t('arrange.team')}
            hint={teams.length === 0 ? t('arrange.noTeams') : undefined}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            empty={t('arrange.noTeam')}
            value={team?.id ?? ''}
            typed={typed}
          />
          <Button look="outline">{t('arrange.submit')}</Button>
        </ActForm>
      </Details>
      <Details summary={t('severity.summary')} id="assessment" open={typed.act === 'assessment'}>
        <ActForm id={file.id} act="assessment" badge={<Inside />}>
          <input type="hidden" name="was" value={assessment?.at ?? ''} />
          <ChoiceField
            act="assessment"
            name="severity"
            label={t('severity.label')}
            hint={t('severity.hint')}
            options={severities.map((value) => ({ value, label: t(`severity.steps.${value}`) }))}
            empty={t('severity.none')}
            value={assessment?.severity ?? ''}
            typed={typed}
          />
          <TextField
            act="assessment"
            name="reason"
            label={t('severity.reason')}
            rows={2}
            audience={<Audience who="inside" name={recipient} />}
            typed={typed}
          />
          <Button look="outline">{t('severity.submit')}</Button>
        </ActForm>
      </Details>
    </>
  )
}

function Inside() {
  const { t } = useTranslation('recipient')
  return <Tag tone="purple">{t('notes.badge')}</Tag>
}
