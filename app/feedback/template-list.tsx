import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useLanguage } from '#app/i18n/use-language.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { Template } from '#db/case-files/templates.server.ts'

import { templateKinds } from './templates.ts'

/** By kind, then what was retired: it can be put back. */
export function TemplateList({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('asking')
  const inUse = templates.filter(({ retiredAt }) => !retiredAt)
  const retired = templates.filter(({ retiredAt }) => retiredAt)
  return (
    <>
      {inUse.length === 0 && <p>{t('template.empty')}</p>}
      {templateKinds.map((kind) => {
        const own = inUse.filter((template) => template.kind === kind)
        if (own.length === 0) return null
        return (
          <section key={kind} className="stack">
            <Heading level={2}>{t(`template.kinds.${kind}`)}</Heading>
            {own.map((template) => (
              <TemplateCard key={template.id} template={template} />
            ))}
          </section>
        )
      })}
      {retired.length > 0 && (
        <Details summary={t('template.retired', { count: retired.length })}>
          {retired.map((template) => (
            <TemplateCard key={template.id} template={template} />
          ))}
        </Details>
      )}
    </>
  )
}

function TemplateCard({ template }: { template: Template }) {
  const { t } = useTranslation('asking')
  const { dateTime } = useFormat()
  const { id, retiredAt, writtenAt } = template
  const language = useLanguage()
  const name = template[language].name || template.ja.name || template.en.name
  const address = `/desk/templates/${id}`
  return (
    <Card id={`template-${id}`} level={3} title={name}>
      {(['ja', 'en'] as const)
        .filter((one) => template[one].text !== '')
        .map((one) => (
          <div key={one} lang={one}>
            <Tag>{t(`template.languages.${one}`)}</Tag>
            <p className="typed">{template[one].text}</p>
          </div>
        ))}
      <p className="quiet">{t('template.writtenAt', { at: dateTime(writtenAt.toISOString()) })}</p>
      <ForActing>
        <form method="post" action={address} className="actions">
          {!retiredAt && (
            <a href={address}>
              {t('template.change')}
              <span className="visually-hidden">{t('template.of', { name })}</span>
            </a>
          )}
          <Button look="text" size="small" name="retire" value={retiredAt ? 'no' : 'yes'}>
            {t(retiredAt ? 'template.restore' : 'template.retire')}
            <span className="visually-hidden">{t('template.of', { name })}</span>
          </Button>
        </form>
      </ForActing>
    </Card>
  )
}
