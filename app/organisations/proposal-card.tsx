import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import type { ProposalView } from './operate.server.ts'

interface ProposalProps {
  proposal: ProposalView | null
  typed: string
  error: string | undefined
}

/** Inviting an administrator where none is left: proposed by one operator, made by another. */
export function ProposalCard({ proposal, typed, error }: ProposalProps) {
  const { t } = useTranslation('operating')
  return (
    <>
      <Heading level={2}>{t('proposal.title')}</Heading>
      <p>{t('proposal.lead')}</p>
      {proposal ? <Waiting proposal={proposal} /> : <Propose typed={typed} error={error} />}
    </>
  )
}

function Propose({ typed, error }: Omit<ProposalProps, 'proposal'>) {
  const { t } = useTranslation('operating')
  return (
    <form method="post" noValidate className="stack">
      <Field id="checked" label={t('proposal.evidence')} hint={t('proposal.evidenceHint')} error={error}>
        {(control) => <TextArea {...control} name="checked" rows={3} maxLength={2000} counted defaultValue={typed} />}
      </Field>
      <Actions>
        <Button name="step" value="propose" look="outline">
          {t('proposal.propose')}
        </Button>
      </Actions>
    </form>
  )
}

function Waiting({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('operating')
  const { dateTime } = useFormat()
  const { id, by, own, evidence, proposedAt, expiresAt } = proposal
  return (
    <Card title={t('proposal.waits')} tone="accent" id="proposal">
      <DescriptionList
        rows={[
          { term: t('proposal.by'), children: by },
          { term: t('proposal.at'), children: dateTime(proposedAt.toISOString()) },
          { term: t('proposal.until'), children: dateTime(expiresAt.toISOString()) },
          { term: t('proposal.evidence'), children: <span className="typed">{evidence}</span> },
        ]}
      />
      <p>{t(own ? 'proposal.own' : 'proposal.second')}</p>
      <form method="post" className="stack">
        <input type="hidden" name="proposal" value={id} />
        <Actions>
          {!own && (
            <Button name="step" value="confirm">
              {t('proposal.confirm')}
            </Button>
          )}
          <Button name="step" value="put-back" look="outline">
            {t('proposal.putBack')}
          </Button>
        </Actions>
      </form>
    </Card>
  )
}
