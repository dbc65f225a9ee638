import { isText, keptNames, reportOf, type KeptForm } from '#app/http/kept-form.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { SecretField } from '#app/reports/key-fields.tsx'
import { useNames } from '#app/reports/names.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { itemOfField } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

/** The fields as they were typed, for another try. */
export function KeptFields({ kept }: { kept: KeptForm }) {
  return kept.fields.map(([name, value], place) => (
    <input key={`${place} ${name}`} type="hidden" name={name} value={value} />
  ))
}

interface KeptReportProps {
  kept: KeptForm
  wrong?: string | undefined
  /** The report that is open in this browser, and is closed by opening this one: somebody has been asked. */
  closes?: string | undefined
}

/** What was typed is still here: the report is opened again, and it goes where it was sent. */
export function KeptReport({ kept, wrong, closes }: KeptReportProps) {
  const { t } = useTranslation('errors')
  const reference = reportOf(kept.to) ?? ''
  return (
    <>
      <p>{t('kept.report')}</p>
      {kept.files && <p>{t('kept.files')}</p>}
      <form method="post" action="/resume" noValidate className="stack">
        <input type="hidden" name={keptNames.to} value={kept.to} />
        <input type="hidden" name={keptNames.reference} value={reference} />
        {closes && <input type="hidden" name={keptNames.closes} value={closes} />}
        <p>
          {t('kept.reference')} <span className="mono">{reference}</span>
        </p>
        <SecretField name={keptNames.secret} label={t('kept.secret')} error={wrong} />
        <KeptFields kept={kept} />
        <Button size="large">{t('kept.open')}</Button>
      </form>
      <KeptAgain kept={kept} lead={t('kept.elsewhere')} entrance="/sign-in" />
    </>
  )
}

/** For people with a login: sign in beside this page, and send it from here. */
export function KeptPage({ kept, entrance }: { kept: KeptForm; entrance: string }) {
  const { t } = useTranslation('errors')
  return (
    <>
      <p>{t('kept.page')}</p>
      {kept.files && <p>{t('kept.files')}</p>}
      <Actions>
        <LinkButton look="primary" href={entrance} target="_blank" rel="noopener">
          {t('kept.signIn')}
        </LinkButton>
      </Actions>
      <KeptAgain kept={kept} />
    </>
  )
}

/** Nothing is wrong with what was sent: it waits here until it is sent once more. */
export function KeptForLater({ kept }: { kept: KeptForm }) {
  const { t } = useTranslation('errors')
  return (
    <>
      <p>{t('kept.later')}</p>
      {kept.files && <p>{t('kept.files')}</p>}
      <KeptAgain kept={kept} look="primary" />
    </>
  )
}

/** To a vendor whose mandate ended or covers it no more: what was typed can be read and copied, and sent once there is another. */
export function KeptOutside({ kept, next, says }: { kept: KeptForm; next: string; says: string }) {
  const { t } = useTranslation('errors')
  return (
    <>
      <p>{t('kept.outside')}</p>
      {kept.files && <p>{t('kept.files')}</p>}
      <Actions>
        <LinkButton look="primary" href={next}>
          {says}
        </LinkButton>
      </Actions>
      <Typed kept={kept} />
      <KeptAgain kept={kept} />
    </>
  )
}

/** What it was for is gone: what was typed can be copied from here. */
export function KeptGone({ kept }: { kept: KeptForm }) {
  const { t } = useTranslation('errors')
  const [, place] = /^\/(reports\/[\w-]+|desk|console)/.exec(kept.to) ?? []
  const says = place?.startsWith('reports') ? 'report' : (place ?? 'start')
  return (
    <>
      <p>{t('kept.gone')}</p>
      <Typed kept={kept} open />
      <Actions>
        <LinkButton href={`/${place ?? ''}`}>{t(`actions.${says}`)}</LinkButton>
      </Actions>
    </>
  )
}

const isAnswer = (name: string) => currentEdition.items.has(itemOfField(name))

/** Answers under their questions, and other text as it is. */
function Typed({ kept, open = false }: { kept: KeptForm; open?: boolean }) {
  const { t } = useTranslation('errors')
  const { question, option } = useNames()
  const typed = Map.groupBy(
    kept.fields.filter(([name, value]) => value !== '' && isAnswer(name)),
    ([name]) => itemOfField(name),
  )
  const texts = kept.fields.filter(([name, value]) => !isAnswer(name) && isText(value))
  if (typed.size === 0 && texts.length === 0) return null
  return (
    <Details summary={t('kept.typed')} open={open}>
      {texts.map(([name, value], place) => (
        <p key={`${place} ${name}`} className="typed">
          {value}
        </p>
      ))}
      {[...typed].map(([item, fields]) => (
        <div key={item}>
          <p className="quiet">{question(item)}</p>
          {fields.map(([name, value], place) => (
            <p key={`${place} ${name}`} className="typed">
              {option(
                { id: item },
                value,
                name.split('.').find((part) => /^[a-z]/.test(part) && part !== item),
              )}
            </p>
          ))}
        </div>
      ))}
    </Details>
  )
}

interface KeptAgainProps {
  kept: KeptForm
  lead?: string
  entrance?: string
  look?: 'primary' | 'outline'
}

function KeptAgain({ kept, lead, entrance, look = 'outline' }: KeptAgainProps) {
  const { t } = useTranslation('errors')
  return (
    <form method="post" action={kept.to} className="stack-s">
      {lead && <p>{lead}</p>}
      <KeptFields kept={kept} />
      <Actions>
        {entrance && (
          <LinkButton href={entrance} target="_blank" rel="noopener">
            {t('kept.signIn')}
          </LinkButton>
        )}
        <Button look={look}>{t('kept.again')}</Button>
      </Actions>
    </form>
  )
}
