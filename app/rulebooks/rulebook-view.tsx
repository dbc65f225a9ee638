import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { useWords } from '#app/i18n/use-words.ts'
import { Card } from '#app/ui/card.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tag } from '#app/ui/tag.tsx'

import { Competence } from './competence.tsx'
import { CountingWords, SeenTag } from './rulebook-words.tsx'
import { NeedsMatrix } from './needs-matrix.tsx'
import { OptionSources } from './option-sources.tsx'
import type { RecipientView, RulebookPage } from './rulebook-page.server.ts'

/** The rules in force, in words, with what nobody here has read said first. */
export function RulebookView({ page }: { page: RulebookPage }) {
  const { t } = useTranslation('operator')
  const { day } = useFormat()
  return (
    <>
      <p className="lead">{t('rulebook.lead', { id: page.id, from: day(page.from), edition: page.edition })}</p>
      <p>{t('rulebook.counts', page.counts)}</p>
      <Doubts page={page} />
      <Heading level={2} id="recipients">
        {t('rulebook.recipients')}
      </Heading>
      {page.recipients.map((recipient) => (
        <Recipient key={recipient.id} recipient={recipient} />
      ))}
      <Competence page={page} />
      <Heading level={2} id="clocks">
        {t('rulebook.clocks')}
      </Heading>
      <Clocks page={page} />
      <Holidays page={page} />
      <Heading level={2} id="needs">
        {t('rulebook.needs')}
      </Heading>
      <p>{t('rulebook.needsLead')}</p>
      <Details summary={t('rulebook.needsShow')}>
        <NeedsMatrix matrix={page.matrix} />
      </Details>
      <OptionSources lists={page.optionLists} />
    </>
  )
}

/** What is not seen is said on top, and not hidden in a column. */
function Doubts({ page: { doubts, optionLists } }: { page: RulebookPage }) {
  const { t } = useTranslation('operator')
  return (
    <Notice tone="warning" title={t('rulebook.unseen.title')}>
      <p>{t('rulebook.unseen.text')}</p>
      <ul className="list">
        {doubts.map(({ seen, ...counts }) => (
          <li key={seen}>
            <SeenTag seen={seen} /> {t('rulebook.unseen.counts', counts)}
          </li>
        ))}
      </ul>
      <p>
        <a href="#options">
          {t('rulebook.unseen.options', {
            all: optionLists.length,
            count: optionLists.filter(({ seen }) => seen !== 'text').length,
          })}
        </a>
      </p>
    </Notice>
  )
}

/** Whoever keeps the rules compares these with what the Cabinet Office publishes. */
function Holidays({ page: { holidays } }: { page: RulebookPage }) {
  const { t } = useTranslation('operator')
  const { day } = useFormat()
  return (
    <Details summary={t('rulebook.holidays.title')} id="holidays">
      <p>{t('rulebook.holidays.lead')}</p>
      {holidays.map(({ year, days }) => (
        <p key={year}>
          <strong>{t('rulebook.holidays.year', { year })}</strong>
          <br />
          {days.map(day).join(t('rulebook.holidays.between'))}
        </p>
      ))}
    </Details>
  )
}

function Recipient({ recipient: { id, forms, rules, needs } }: { recipient: RecipientView }) {
  const { t } = useTranslation('operator')
  const words = useWords()
  return (
    <Card id={`recipient-${id}`} level={3} title={words.recipient(id)} aside={<code>{id}</code>}>
      <p>{t('rulebook.itemCount', { count: needs })}</p>
      {forms.length > 0 && (
        <>
          <p>{t('rulebook.forms')}</p>
          <ul className="list">
            {forms.map((form) => (
              <li key={form.id}>
                {t(`forms.${form.id}`)} <SeenTag seen={form.seen} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="rules">
        {rules.map((rule) => (
          <li key={rule.id}>
            <p>
              <strong>{words.rule(rule.id)}</strong> <Tag tone="blue">{words.duty(rule.duty)}</Tag>
            </p>
            <p>
              {t('rulebook.ground', { ground: words.ground(rule.ground) })} {rule.seen && <SeenTag seen={rule.seen} />}
            </p>
            <p className="quiet">{words.groundSource(rule.ground)}</p>
            {rule.clocks.length > 0 && (
              <>
                <p className="quiet">{t('rulebook.runs')}</p>
                <ul className="list quiet">
                  {rule.clocks.map((clock) => (
                    <li key={clock}>{words.clock(clock)}</li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Clocks({ page: { clocks } }: { page: RulebookPage }) {
  const { t } = useTranslation('operator')
  const words = useWords()
  return (
    <DataTable id="clock-table" caption={t('rulebook.clocks')} captionHidden>
      <thead>
        <tr>
          {(['clock', 'report', 'start', 'counting', 'ground', 'seen'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`clockColumns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clocks.map((clock) => (
          <tr key={clock.id}>
            <th scope="row">{words.clock(clock.id)}</th>
            <td>{t(`reports.${clock.report}`)}</td>
            <td>{t(`starts.${clock.startsFrom}`, { defaultValue: words.item(clock.startsFrom) })}</td>
            <td>
              <CountingWords counts={clock.counts} />
            </td>
            <td>{t(`rules:clockGrounds.${clock.id}`)}</td>
            <td>
              <SeenTag seen={clock.seen} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
