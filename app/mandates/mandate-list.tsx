import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { PutBack } from './mandate-post.server.ts'
import type { MandateView } from './mandate-view.ts'
import { fileField, type WrongFile } from './wrong-file.ts'
import { NarrowForm } from './narrow-form.tsx'

interface MandateListProps {
  mandates: readonly MandateView[]
  action: string
  /** On the organisation's own page: what holds for all reports is changed there alone. */
  forAll: boolean
  sections: readonly string[]
  /** What was typed to make one narrower, and is wrong. */
  putBack: PutBack | null
  wrongFile: WrongFile | null
}

/** Every mandate that was given, with the way to take it back at once. */
export function MandateList({ mandates, action, forAll, sections, putBack, wrongFile }: MandateListProps) {
  const { t } = useTranslation('mandates')
  if (mandates.length === 0) return <p className="quiet">{t('list.none')}</p>
  return (
    <div className="stack">
      {mandates.map((mandate) => (
        <Card
          key={mandate.id}
          id={`mandate-${mandate.id}`}
          level={3}
          title={mandate.vendor ?? t('list.nobodyYet')}
          aside={<StateTag state={mandate.state} />}
        >
          <MandateTerms mandate={mandate} />
          {(mandate.evidence || (isOpen(mandate) && mandate.forAll === forAll)) && (
            <Evidence {...{ mandate, action }} error={wrongFile?.id === mandate.id ? wrongFile.message : undefined} />
          )}
          {mandate.forAll && !forAll && <p className="quiet">{t('all.where')}</p>}
          {mandate.forAll === forAll && isOpen(mandate) && (
            <>
              <NarrowForm {...{ mandate, sections, action }} putBack={putBack?.id === mandate.id ? putBack : null} />
              <MandateActs mandate={mandate} action={action} />
            </>
          )}
        </Card>
      ))}
    </div>
  )
}

const isOpen = ({ state }: MandateView) => state !== 'ended' && state !== 'revoked'

const tones = { offered: 'blue', codeEnded: 'neutral', held: 'green', ended: 'neutral', revoked: 'red' } as const

export function StateTag({ state }: Pick<MandateView, 'state'>) {
  const { t } = useTranslation('mandates')
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
}

/** `held`: read by whoever holds it, not by who gave it. */
export function MandateTerms({ mandate, held = false }: { mandate: MandateView; held?: boolean }) {
  const { t } = useTranslation('mandates')
  const { dateTime } = useFormat()
  const { acts, sections, approves, validUntil, clause, forAll, number, redeemedAt, revokedAt, narrowedAt } = mandate
  const rows = [
    { term: t('terms.reports'), children: t(forAll ? 'terms.all' : 'terms.one') },
    { term: t(held ? 'terms.heldActs' : 'terms.acts'), children: acts.map((act) => t(`acts.${act}`)).join(t('comma')) },
    {
      term: t('terms.sections'),
      children: sections ? sections.map((id) => t(`sections:${id}.title`)).join(t('comma')) : t('terms.whole'),
    },
    ...(acts.includes('send') || acts.includes('answer') // an answer about items is a sending, too
      ? [
          {
            term: t('terms.sending'),
            children: t(approves ? (held ? 'terms.heldApproves' : 'terms.approves') : 'terms.alone'),
          },
        ]
      : []),
    ...(validUntil ? [{ term: t('terms.until'), children: dateTime(validUntil) }] : []),
    { term: t('terms.clause'), children: <span className="typed">{clause}</span> },
    { term: t('terms.number'), children: number },
    ...(redeemedAt ? [{ term: t('terms.since'), children: dateTime(redeemedAt) }] : []),
    ...(narrowedAt ? [{ term: t('terms.narrowed'), children: dateTime(narrowedAt) }] : []),
    ...(revokedAt ? [{ term: t('terms.revoked'), children: dateTime(revokedAt) }] : []),
  ]
  return <DescriptionList rows={rows} />
}

interface EvidenceProps {
  mandate: MandateView
  action: string
  /** Why the file that was just chosen was not taken. */
  error: string | undefined
}

/** The file that a mandate rests on: a copy of it, or the form to add it. */
function Evidence({ mandate: { id, evidence }, action, error }: EvidenceProps) {
  const { t } = useTranslation('mandates')
  const { bytes } = useFormat()
  const here = `${action}/${id}/evidence`
  if (evidence) {
    return (
      <p>
        {t('evidence.is')}{' '}
        <a href={here} download>
          {evidence.name} ({bytes(evidence.bytes)})
        </a>
      </p>
    )
  }
  return (
    <Details summary={t('evidence.add')} open={error !== undefined}>
      <form method="post" action={here} encType="multipart/form-data" className="stack">
        <Field id={fileField(id)} label={t('evidence.file')} hint={t('evidence.hint')} error={error}>
          {(control) => <input {...control} className="file-input" type="file" name="file" required />}
        </Field>
        <Actions>
          <Button look="outline">{t('evidence.submit')}</Button>
        </Actions>
      </form>
    </Details>
  )
}

/** What cannot be undone, or lets the vendor do more, says what follows from it first; so it needs no script. */
function MandateActs({ mandate, action }: { mandate: MandateView; action: string }) {
  const { t } = useTranslation('mandates')
  const { state, approves, acts } = mandate
  const sends = state === 'held' && acts.includes('send')
  return (
    <>
      {state !== 'held' && <ActForm mandate={mandate} action={action} go="code" says={t('list.newCode')} />}
      {sends && !approves && <ActForm mandate={mandate} action={action} go="approve" says={t('list.approve')} />}
      {sends && approves && (
        <Details summary={t('list.trust')}>
          <p>{t('list.trustMeans')}</p>
          {mandate.sections && <p>{t('list.trustSome')}</p>}
          {mandate.forAll && <p>{t('list.trustAll')}</p>}
          <p>{t('list.trustBack')}</p>
          <ActForm mandate={mandate} action={action} go="trust" says={t('list.trustYes')} />
        </Details>
      )}
      <Details summary={t('list.revoke')}>
        <p>{t('list.revokeMeans')}</p>
        <ActForm mandate={mandate} action={action} go="revoke" says={t('list.revokeYes')} look="danger" />
      </Details>
    </>
  )
}

interface ActFormProps {
  mandate: MandateView
  action: string
  go: 'code' | 'approve' | 'trust' | 'revoke'
  says: string
  look?: 'outline' | 'danger'
}

function ActForm({ mandate: { id, codeMark }, action, go, says, look = 'outline' }: ActFormProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="mandate" value={id} />
      <input type="hidden" name="mark" value={codeMark} />
      <Actions>
        <Button look={look} name="go" value={go}>
          {says}
        </Button>
      </Actions>
    </form>
  )
}
