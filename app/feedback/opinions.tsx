import { useTranslation } from '#app/i18n/use-translation.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'

/** What reporters said of this body's advice and warnings, in numbers. */
export function Opinions({ opinions: { useful, notUseful } }: { opinions: { useful: number; notUseful: number } }) {
  const { t } = useTranslation('asking')
  return (
    <section className="stack">
      <Heading level={2}>{t('opinions.title')}</Heading>
      <p>{t('opinions.lead')}</p>
      <DescriptionList
        rows={[
          { term: t('opinion.say.true'), children: t('opinions.count', { count: useful }) },
          { term: t('opinion.say.false'), children: t('opinions.count', { count: notUseful }) },
        ]}
      />
    </section>
  )
}
