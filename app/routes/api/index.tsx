import { CallCommands, CallTable, ProblemTable } from '#app/api/call-tables.tsx'
import { WebhookGuide } from '#app/api/webhook-guide.tsx'
import { commandOf, isExample, tokenCommand, type Example } from '#app/api/examples.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Command } from '#app/ui/command.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/index'

export async function loader({ request }: Route.LoaderArgs) {
  const { operations } = await import('#app/api/operations.server.ts') // large, and seldom asked for
  const { mostUnnamed, sizeUnnamed } = await import('#app/api/limit.server.ts')
  return {
    origin: new URL(request.url).origin,
    limit: { unnamed: mostUnnamed, size: sizeUnnamed / 1_000 },
    calls: operations.map(({ id, method, path, act }) => ({ id, method, path, act })),
  }
}

const filing = [
  'startReport',
  'changeDraft',
  'planReport',
  'submitReport',
  'getBoard',
  'getQuestions',
  'answerQuestions',
  'followUp',
] as const
const forClients = ['listMandates', 'startFor', 'askToSend'] as const
const receiving = ['listCaseFiles', 'getCaseFile', 'acknowledge'] as const
const inSteps: ReadonlySet<Example> = new Set(['validate', 'plan', ...filing, ...forClients, ...receiving])

/** For people who write programs: what can be asked, with commands that work as they stand. */
export default function ApiIndex({ loaderData: { origin, limit, calls } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation('api')
  const shown = (example: Example) => (
    <Command
      label={t('command', { call: t(`steps.${example}.title`) })}
      text={commandOf(example, origin, i18n.language)}
    />
  )
  const others = (id: string) =>
    isExample(id) && !inSteps.has(id) ? [{ id, command: commandOf(id, origin, i18n.language) }] : []
  const steps = (examples: readonly Example[]) =>
    examples.map((example) => (
      <div key={example} className="stack-s">
        <Heading level={3}>{t(`steps.${example}.title`)}</Heading>
        <p>{t(`steps.${example}.text`)}</p>
        {shown(example)}
      </div>
    ))
  return (
    <Page title={t('title')}>
      <p className="lead">{t('lead')}</p>
      <p>
        <a href="/api/v1/openapi.json">{t('description')}</a>
      </p>
      <p>{t('client')}</p>
      <Heading level={2}>{t('sections.ask')}</Heading>
      <p>{t('sections.askText')}</p>
      <Heading level={3}>{t('validate.title')}</Heading>
      <p>{t('validate.text')}</p>
      <Command
        label={t('command', { call: t('validate.title') })}
        text={commandOf('validate', origin, i18n.language)}
      />
      <Heading level={3}>{t('plan.title')}</Heading>
      <p>{t('plan.text')}</p>
      <Command label={t('command', { call: t('plan.title') })} text={commandOf('plan', origin, i18n.language)} />
      <Heading level={2}>{t('sections.credentials')}</Heading>
      <p>{t('credentials.lead', { page: t('programs:title') })}</p>
      <ul className="list">
        <li>{t('credentials.key')}</li>
        <li>{t('credentials.token', { minutes: 10 })}</li>
      </ul>
      <Command label={t('credentials.tokenCommand')} text={tokenCommand(origin)} />
      <Heading level={2}>{t('sections.file')}</Heading>
      <p>{t('sections.fileText')}</p>
      <p>{t('sections.variables')}</p>
      {steps(filing)}
      <Heading level={2}>{t('sections.forClients')}</Heading>
      <p>{t('sections.forClientsText')}</p>
      {steps(forClients)}
      <Heading level={2}>{t('sections.receive')}</Heading>
      <p>{t('sections.receiveText')}</p>
      {steps(receiving)}
      <WebhookGuide />
      <Heading level={2}>{t('sections.calls')}</Heading>
      <CallTable calls={calls} />
      <Heading level={3}>{t('example')}</Heading>
      <p>{t('sections.callsText')}</p>
      <CallCommands commands={calls.flatMap(({ id }) => others(id))} />
      <Heading level={2}>{t('rules.title')}</Heading>
      <ul className="list">
        {(['language', 'strict', 'keys', 'tags', 'cursors', 'problems'] as const).map((rule) => (
          <li key={rule}>{t(`rules.${rule}`)}</li>
        ))}
        <li>{t('rules.limit', limit)}</li>
      </ul>
      <Heading level={2}>{t('sections.problems')}</Heading>
      <ProblemTable />
    </Page>
  )
}
