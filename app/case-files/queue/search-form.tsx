import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { useKeptPart } from '#app/ui/kept-part.ts'
import { TextInput } from '#app/ui/text-input.tsx'

/** Words in what the body got. A search starts from the whole queue; filters narrow it afterwards. */
export function SearchForm(asked: { q: string; tooShort: boolean }) {
  const form = useKeptPart(asked.q === '' && !asked.tooShort ? 'queue-search' : null, () => <Inside {...asked} />)
  return <search dangerouslySetInnerHTML={form} />
}

function Inside({ q, tooShort }: { q: string; tooShort: boolean }) {
  const { t } = useTranslation('recipient')
  return (
    <form method="get" action="/desk" className="queue-search">
      <label htmlFor="q">{t('search.label')}</label>
      <TextInput
        id="q"
        name="q"
        type="search"
        span="long"
        defaultValue={q}
        maxLength={200}
        aria-describedby={tooShort ? 'q-hint q-short' : 'q-hint'}
      />
      <Button look="outline">{t('search.submit')}</Button>
      <small id="q-hint">
        {t('search.hint')} <Audience who="search" />
      </small>
      {tooShort && (
        <output id="q-short" htmlFor="q">
          {t('search.tooShort')}
        </output>
      )}
    </form>
  )
}
