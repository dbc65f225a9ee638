import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'

import type { OtherMandate } from './other-mandates.server.ts'

/** Each mandate stands for itself: one acts under one of them at a time, and says under which. */
export function OtherMandates({ others, action }: { others: readonly OtherMandate[]; action: string }) {
  const { t } = useTranslation('console')
  if (others.length === 0) return null
  return (
    <section className="stack" id="other-mandates">
      <Heading level={2}>{t('one.others')}</Heading>
      <p>{t('one.othersLead')}</p>
      {others.map((other) => (
        <Card key={other.id} level={3} title={t('one.other', { number: other.number })}>
          <DescriptionList rows={rowsOf(other, t)} />
          {other.answerable > 0 && <p>{t('one.otherAnswers', { count: other.answerable })}</p>}
          <form method="post" action={action}>
            <input type="hidden" name="mandate" value={other.id} />
            <Actions>
              <Button look="outline" name="go" value="under">
                {t('one.useOther')}
              </Button>
            </Actions>
          </form>
        </Card>
      ))}
    </section>
  )
}

function rowsOf({ acts, sections, approves }: OtherMandate, t: ReturnType<typeof useTranslation>['t']) {
  const comma = t('mandates:comma')
  const named = sections?.map((id) => t(`sections:${id}.title`)).join(comma)
  const sends = acts.includes('send') || acts.includes('answer')
  return [
    { term: t('mandates:terms.heldActs'), children: acts.map((act) => t(`mandates:acts.${act}`)).join(comma) },
    { term: t('mandates:terms.sections'), children: named ?? t('mandates:terms.whole') },
    ...(sends
      ? [
          {
            term: t('mandates:terms.sending'),
            children: t(approves ? 'mandates:terms.heldApproves' : 'mandates:terms.alone'),
          },
        ]
      : []),
  ]
}
