import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { useKeptPart } from '#app/ui/kept-part.ts'

import { deskKeys } from './keys.ts'

/** All keys and what they do; also what the script knows of them. */
export function KeyList() {
  const { t } = useTranslation('recipient')
  return (
    <dl className="keys">
      {deskKeys.map(({ key, what, deeds }) => (
        <div key={key} data-key={key} data-deeds={JSON.stringify(deeds)}>
          <dt>
            <kbd>{key}</kbd>
            {key === 'o' && (
              <>
                {' '}
                <kbd>Enter</kbd>
              </>
            )}
          </dt>
          <dd>{t(`keys.what.${what}`)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Opened by `?` and by the link to the page of the same content. Closed it is nothing, so no script is no loss. */
export function KeySheet() {
  const keys = useKeptPart('key-sheet', () => <SheetInside />)
  return <dialog className="dialog" data-keys aria-labelledby="keys-title" dangerouslySetInnerHTML={keys} />
}

function SheetInside() {
  const { t } = useTranslation('recipient')
  return (
    <>
      <h2 className="heading heading-3" id="keys-title">
        {t('keys.title')}
      </h2>
      <p>{t('keys.lead')}</p>
      <KeyList />
      <label className="choice">
        <input type="checkbox" data-keys-on defaultChecked />
        <span className="choice-text">{t('keys.on')}</span>
      </label>
      <form method="dialog">
        <Button look="outline">{t('keys.close')}</Button>
      </form>
    </>
  )
}
