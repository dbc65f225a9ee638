import { StaleNote } from '#app/accounts/stale-note.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'

import { actWord } from './acts.ts'
import { ProgramForm } from './program-form.tsx'
import type { ProgramProblem, ProgramWish } from './programs.server.ts'
import { RenewForm } from './renew-form.tsx'
import type { MandateChoice } from './whose.server.ts'

export interface SecretShown {
  id: string
  kind: 'key' | 'client'
  madeAt: string
  expiresAt: string
  usedAt: string | null
}

export interface ProgramShown {
  clientId: string
  name: string
  acts: readonly string[]
  /** own, clients, or the id of a mandate. */
  whose: string
  createdAt: string
  stoppedAt: string | null
  /** What an operator of the portal said when stopping it. */
  stoppedBecause: string | null
  secrets: readonly SecretShown[]
}

export interface ProgramsShown {
  address: string
  origin: string
  acts: readonly string[]
  /** Under which the organisation acts for others; none where it does not. */
  mandates: readonly MandateChoice[]
  /** Who sees what the programs are called. */
  readers: 'here' | 'members'
  done: string | null
  programs: readonly ProgramShown[]
}

interface ProgramsViewProps extends ProgramsShown {
  /** A form that came back, with what was typed. */
  typed: { wish: ProgramWish; problems: readonly ProgramProblem[] } | null
}

/** The programs that act in one's name: what each may do, its keys, and how to stop it. */
export function ProgramsView({ programs, address, acts, mandates, readers, done, typed }: ProgramsViewProps) {
  const { t } = useTranslation('programs')
  const said = (typed?.problems ?? []).map(({ field, code }) => ({
    id: field === 'name' ? 'name' : field,
    message: code === 'stale' ? t('accounts:stale.problem') : t(`problems.${code}`),
  }))
  return (
    <>
      <ErrorSummary problems={said} />
      {typed?.problems.some(({ code }) => code === 'stale') && <StaleNote />}
      {done && <Notice tone={done === 'endedOne' ? 'warning' : 'success'} title={t(`done.${done}`)} announced />}
      <p>{t('lead')}</p>
      <p>
        <a href="/api/v1">{t('api:title')}</a>
      </p>
      {programs.length === 0 && <p>{t('none')}</p>}
      {programs.map((program) => (
        <ProgramCard key={program.clientId} program={program} address={address} mandates={mandates} />
      ))}
      <Card title={t('new')} id="new-program">
        <ProgramForm address={address} acts={acts} mandates={mandates} readers={readers} typed={typed} />
      </Card>
    </>
  )
}

interface ProgramCardProps {
  program: ProgramShown
  address: string
  mandates: readonly MandateChoice[]
}

function ProgramCard({ program, address, mandates }: ProgramCardProps) {
  const { t } = useTranslation('programs')
  const { dateTime } = useFormat()
  const { clientId, name, acts, whose, createdAt, stoppedAt, stoppedBecause, secrets } = program
  const held = mandates.find(({ id }) => id === whose)
  const forWhom = held ? t('whose.one', { ...held }) : t(whose === 'clients' ? 'whose.clients' : 'whose.over')
  const may = acts.map((act) => t(`acts.${actWord(act)}`)).join(t('between'))
  const rows = [
    { term: t('may'), children: may },
    ...(whose === 'own' ? [] : [{ term: t('whose.term'), children: forWhom }]),
    { term: t('clientId'), children: <code>{clientId}</code> },
    { term: t('made'), children: dateTime(createdAt) },
    ...(stoppedAt ? [{ term: t('stopped'), children: dateTime(stoppedAt) }] : []),
    ...(stoppedBecause ? [{ term: t('operator.because'), children: stoppedBecause }] : []),
  ]
  return (
    <Card title={name} id={`program-${clientId}`}>
      <DescriptionList rows={rows} />
      {!stoppedAt && secrets.length === 0 && <p>{t('noSecret')}</p>}
      {!stoppedAt && secrets.map((secret) => <SecretPart key={secret.id} secret={secret} address={address} />)}
      {!stoppedAt && (
        <ConfirmForm
          action={address}
          hidden={{ program: clientId }}
          look="text"
          name="do"
          value="stop"
          question={t('stop.question', { name })}
          yes={t('stop.yes')}
          no={t('stop.no')}
        >
          {t('stop.button')}
        </ConfirmForm>
      )}
    </Card>
  )
}

function SecretPart({ secret, address }: { secret: SecretShown; address: string }) {
  const { t } = useTranslation('programs')
  const { dateTime } = useFormat()
  const { id, kind, madeAt, expiresAt, usedAt } = secret
  const rows = [
    { term: t('secret.kind'), children: t(`kinds.${kind}.label`) },
    { term: t('secret.made'), children: dateTime(madeAt) },
    { term: t('secret.until'), children: dateTime(expiresAt) },
    { term: t('secret.used'), children: usedAt ? dateTime(usedAt) : t('secret.never') },
  ]
  return (
    <div className="stack-s">
      <DescriptionList rows={rows} />
      <Details summary={t('renew.summary')}>
        <RenewForm id={id} address={address} />
        <form method="post" action={address}>
          <input type="hidden" name="secret" value={id} />
          <Button look="danger" name="do" value="end">
            {t('secret.end')}
          </Button>
        </form>
      </Details>
    </div>
  )
}
