import { useTranslation } from '#app/i18n/use-translation.ts'

import { worldContext } from '#app/context.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { Steps } from '#app/ui/steps.tsx'

import type { Route } from './+types/start'

export function loader({ context }: Route.LoaderArgs) {
  return { demo: context.get(worldContext).config.demo }
}

export default function Start({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  return (
    <Page title={t('start.title')} heading={null}>
      <Hero />
      <Notice tone="warning" title={t('start.emergency.title')}>
        <p>{t('start.emergency.text')}</p>
      </Notice>
      <Heading level={2}>{t('start.steps.title')}</Heading>
      <Steps steps={['one', 'two', 'three'].map((step) => stepOf(step, t))} />
      <Heading level={2}>{t('start.need.title')}</Heading>
      <p>{t('start.need.none')}</p>
      <ul className="list">
        <li>{t('start.need.helpful')}</li>
        <li>{t('start.need.safe')}</li>
        <li>{t('start.need.language')}</li>
      </ul>
      <Recipients />
      <OtherWays demo={loaderData.demo} />
    </Page>
  )
}

function stepOf(step: string, t: (key: string) => string) {
  return { title: t(`start.steps.${step}.title`), text: t(`start.steps.${step}.text`) }
}

function Hero() {
  const { t } = useTranslation('public')
  return (
    <div className="hero">
      <Heading level={1}>{t('start.title')}</Heading>
      <p className="lead">{t('start.lead')}</p>
      <p>{t('start.calm')}</p>
      <Actions>
        <form method="post" action="/reports">
          <Button size="large">{t('start.begin')}</Button>
        </form>
        <LinkButton href="/resume" size="large">
          {t('start.resume')}
        </LinkButton>
      </Actions>
      <p className="quiet">{t('start.beginNote')}</p>
    </div>
  )
}

function Recipients() {
  const { t } = useTranslation('public')
  const list = t('start.recipients.list', { returnObjects: true })
  return (
    <>
      <Heading level={2}>{t('start.recipients.title')}</Heading>
      <p>{t('start.recipients.text')}</p>
      <ul className="list">{Array.isArray(list) && list.map((line) => <li key={line}>{line}</li>)}</ul>
      <p>
        <strong>{t('start.recipients.promise')}</strong>
      </p>
    </>
  )
}

function OtherWays({ demo }: { demo: boolean }) {
  const { t } = useTranslation('public')
  return (
    <>
      <Heading level={2}>{t('start.others.title')}</Heading>
      <ul className="list">
        <li>
          <a href="/account">{t('start.others.account')}</a>
        </li>
        <li>
          <a href="/verify">{t('start.others.verify')}</a>
        </li>
        <li>
          <a href="/desk">{t('start.others.desk')}</a>
        </li>
        {demo && (
          <li>
            <a href="/demo">{t('start.others.demo')}</a>
          </li>
        )}
      </ul>
    </>
  )
}
