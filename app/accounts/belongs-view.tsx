import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConfirmButton, LinkButton } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Select } from '#app/ui/text-input.tsx'
import type { Standing } from '#db/organisations/standings.server.ts'

interface BelongsViewProps {
  here: string
  isMember: boolean
  /** Null: whoever holds reference and secret. */
  belongs: { name: string | null; isOwn: boolean } | null
  standings: readonly Standing[]
  keyEnded: boolean
  targets: readonly { id: string; name: string | null }[]
}

export function BelongsView(props: BelongsViewProps) {
  const { t } = useTranslation('account')
  const { dateTime } = useFormat()
  const { here, isMember, belongs, standings, keyEnded, targets } = props
  return (
    <>
      <p className="lead">{ownerIn(belongs, t)}</p>
      {!belongs && !isMember && (
        <>
          <p>{t('belongs.signInText')}</p>
          <div className="actions">
            <LinkButton href={`/sign-in?next=${encodeURIComponent(here)}`}>{t('ask.signIn')}</LinkButton>
            <LinkButton href="/account/new">{t('ask.title')}</LinkButton>
          </div>
        </>
      )}
      {targets.length > 0 && <Take targets={targets} first={!belongs} />}
      {belongs && <Key ended={keyEnded} />}
      {standings.length > 0 && (
        <>
          <Heading level={2}>{t('belongs.shown')}</Heading>
          <p>{t('belongs.shownText')}</p>
          <ul className="list">
            {standings.map(({ at, standing, way }) => (
              <li key={at.toISOString()}>
                {dateTime(at.toISOString())}
                {t('reporter:clocks.colon')}
                {t(`organisations:standing.of.${way ?? standing}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function ownerIn(belongs: BelongsViewProps['belongs'], t: ReturnType<typeof useTranslation>['t']): string {
  if (!belongs) return t('belongs.nobody')
  if (belongs.name) return t('belongs.organisation', { name: belongs.name })
  return t(belongs.isOwn ? 'belongs.you' : 'belongs.person')
}

function Take({ targets, first }: { targets: BelongsViewProps['targets']; first: boolean }) {
  const { t } = useTranslation('account')
  return (
    <form method="post" className="stack">
      <Heading level={2}>{t(first ? 'belongs.take' : 'belongs.link2')}</Heading>
      <p>{t('belongs.takeText')}</p>
      <Field id="organisation" label={t('belongs.where')}>
        {(control) => (
          <Select
            {...control}
            name="organisation"
            {...(targets.length > 1 ? { empty: t('belongs.choose') } : {})}
            options={targets.map(({ id, name }) => ({ value: id, label: name ?? t('reports.own') }))}
          />
        )}
      </Field>
      <ConfirmButton
        name="step"
        value="take"
        question={t('belongs.takeAsk')}
        yes={t('belongs.submit')}
        no={t('accounts:people.no')}
      >
        {t('belongs.submit')}
      </ConfirmButton>
    </form>
  )
}

function Key({ ended }: { ended: boolean }) {
  const { t } = useTranslation('account')
  return (
    <>
      <Heading level={2}>{t('belongs.key')}</Heading>
      <p>{t(ended ? 'belongs.keyEnded' : 'belongs.keyWorks')}</p>
      {!ended && (
        <ConfirmForm
          name="step"
          value="end-key"
          look="danger"
          question={t('belongs.endAsk')}
          yes={t('belongs.end')}
          no={t('accounts:people.no')}
        />
      )}
    </>
  )
}
