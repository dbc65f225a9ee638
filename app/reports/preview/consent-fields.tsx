import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import type { Answers } from '#forms/item.ts'

import { consentsAsked, consentSaid, consentVersion } from './choose.ts'

/** One question per kind of sharing. Nothing is ticked beforehand: silence is no consent. */
export function ConsentFields({ answers }: { answers: Answers }) {
  const { t, question: label } = useNames()
  const options = [
    { value: 'yes', label: t('preview.consentYes') },
    { value: 'no', label: t('preview.consentNo') },
    { value: 'later', label: t('preview.consentLater') },
  ]
  return (
    <Card id="consents" level={2} title={t('preview.consentTitle')}>
      <p>{t('preview.consentLead')}</p>
      {consentsAsked(answers).map((item) => (
        <FieldGroup key={item} id={`consent-${item}`} label={label(item)} hint={t(`preview.consents.${item}`)}>
          {() => (
            <RadioGroup
              id={`consent-${item}`}
              name={item}
              options={options}
              value={consentSaid(answers, item)}
              inline
            />
          )}
        </FieldGroup>
      ))}
      <p className="quiet">{t('preview.consentVersion', { version: consentVersion })}</p>
    </Card>
  )
}
