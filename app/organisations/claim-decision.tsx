import { StaleNote } from '#app/accounts/stale-note.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import type { OpenClaimView, PastClaimView } from './operate.server.ts'

interface ClaimDecisionProps {
  claim: OpenClaimView
  typed: { evidence: string; reason: string }
  error: { id: 'claim' | 'evidence' | 'reason'; message: string } | null
  stale: boolean
}

/** What the claimant says, the letter to post, and the decision with its evidence. */
export function ClaimDecision({ claim, typed, error, stale }: ClaimDecisionProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { id, name, nameNow, corporateNumber, madeAt, address, mail, note, mailConfirmedAt, letterMadeAt } = claim
  const errorOf = (field: string) => (error?.id === field ? error.message : undefined)
  const time = (at: Date | null) => (at ? dateTime(at.toISOString()) : t('operator.notYet'))
  return (
    <Card title={t('operator.claim')} tone="accent" id="claim">
      <Rivals rivals={claim.rivals} />
      {name !== nameNow && (
        <Notice tone="warning" title={t('operator.renamed')}>
          <p>{t('operator.renamedText', { name, nameNow })}</p>
        </Notice>
      )}
      <DescriptionList
        rows={[
          { term: t('operator.claimedAs'), children: name },
          { term: t('number'), children: corporateNumber },
          { term: t('operator.madeAt'), children: time(madeAt) },
          { term: t('claim.address'), children: address },
          { term: t('claim.mail'), children: mail || t('claim.noMail') },
          { term: t('operator.mailConfirmed'), children: time(mailConfirmedAt) },
          { term: t('operator.letterMade'), children: time(letterMadeAt) },
          { term: t('claim.note'), children: <span className="typed">{note || '―'}</span> },
        ]}
      />
      <form method="post" action={`/operator/claims/${id}/letter`} className="stack">
        <p>{t('operator.letterText')}</p>
        <Button look="outline">{t('operator.letter')}</Button>
      </form>
      <form method="post" noValidate className="stack">
        <input type="hidden" name="claim" value={id} />
        <input type="hidden" name="called" value={nameNow} />
        {stale && <StaleNote />}
        <Field
          id="evidence"
          label={t('operator.evidence')}
          hint={t('operator.evidenceHint')}
          error={errorOf('evidence')}
        >
          {(control) => (
            <TextArea {...control} name="evidence" rows={3} maxLength={2000} counted defaultValue={typed.evidence} />
          )}
        </Field>
        <Field
          id="reason"
          label={t('operator.reason')}
          hint={t('operator.reasonHint')}
          error={errorOf('reason')}
          need="required"
        >
          {(control) => (
            <TextArea {...control} name="reason" rows={3} maxLength={2000} counted defaultValue={typed.reason} />
          )}
        </Field>
        <Actions>
          <Button name="step" value="verify">
            {t('operator.verify')}
          </Button>
          <Button name="step" value="refuse" look="danger">
            {t('operator.refuse')}
          </Button>
        </Actions>
      </form>
    </Card>
  )
}

/** One corporation is one organisation: whoever decides sees who else says so. */
function Rivals({ rivals }: Pick<OpenClaimView, 'rivals'>) {
  const { t } = useTranslation('organisations')
  if (rivals.length === 0) return null
  return (
    <Notice tone="warning" title={t('operator.rivals')}>
      <ul className="list">
        {rivals.map(({ id, name, verified }) => (
          <li key={id}>
            <a href={`/operator/organisations/${id}`}>{name}</a>
            {t(verified ? 'operator.rivalVerified' : 'operator.rivalClaims')}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

export function PastClaims({ past }: { past: readonly PastClaimView[] }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  return (
    <ul className="list">
      {past.map(({ id, name, corporateNumber, endedAt, way, words, by }) => (
        <li key={id}>
          {dateTime(endedAt.toISOString())} {t('operator.pastClaim', { name, number: corporateNumber })}
          {way ? t(`ways.${way}`) : t(words ? 'operator.wasRefused' : 'operator.wasEnded')} {by}
          {words && (
            <p className="typed quiet">
              {words.evidence} {words.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
