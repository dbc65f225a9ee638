import { ReceiptFiles } from '#app/files/receipt-files.tsx'
import { requireFiler } from '#app/http/filer.server.ts'
import { OwedPerhapsNotice } from '#app/reports/board/owed-perhaps-notice.tsx'
import { owedPerhaps } from '#app/reports/board/owed-perhaps.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { Actions, LinkButton, PrintButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/receipt'

export async function loader(args: Route.LoaderArgs) {
  const { reference, number } = args.params
  const holder = await requireFiler(args, reference, 'read', 'whole')
  const [receipt, open] = await Promise.all([getReceipt(holder, Number(number)), openDraft(holder)])
  const isLast = receipt.number === open.report.revisionNumber && open.report.withdrawnAt === null
  return { frame: frameOf(args, reference), receipt, owed: isLast ? owedPerhaps(open, receipt.heard) : null }
}

export default function Receipt({ loaderData }: Route.ComponentProps) {
  const { t, time, recipientAt } = useNames()
  const { frame, receipt, owed } = loaderData
  const nameOf = (id: string) => recipientAt(id, receipt.prefecture)
  const base = `/reports/${frame.reference}`
  const phase = t(`preview.phases.${receipt.phase}`)
  const at = time(receipt.receivedAt)
  return (
    <ReportPage frame={frame} title={t('receipt.title')} current={null} here={`${base}/receipt/${receipt.number}`}>
      <Notice tone="success" announced title={t('receipt.done')}>
        <p>{t('receipt.lead', { time: at })}</p>
      </Notice>
      <DescriptionList
        rows={[
          { term: t('reference'), children: <span className="mono">{receipt.reference}</span> },
          { term: t('receipt.time'), children: at },
          { term: t('preview.kind'), children: t('receipt.revision', { number: receipt.number, phase }) },
        ]}
      />
      <Actions>
        <LinkButton href={`${base}/receipt/${receipt.number}.pdf`}>{t('receipt.pdfReceipt')}</LinkButton>
        <PrintButton>{t('keep.print')}</PrintButton>
      </Actions>
      <Heading level={2}>{t('receipt.recipient')}</Heading>
      {receipt.sent.length === 0 && <p>{t('receipt.nobody')}</p>}
      {receipt.sent.map((line) => {
        const to = `${base}/deliveries/${line.id}`
        const name = nameOf(line.recipient)
        return (
          <Card
            key={line.id}
            id={`sent-${line.recipient}`}
            level={3}
            title={name}
            aside={t(line.given > 0 ? 'receipt.itemCountGiven' : 'receipt.itemCount', {
              count: line.items,
              given: line.given,
            })}
          >
            <p>
              {t('receipt.digest')}
              <br />
              <span className="mono digest">{line.digest}</span>
            </p>
            <ul className="inline-links" aria-label={t('receipt.downloadOf', { recipient: name })}>
              <li>
                <a href={to}>{t('receipt.html')}</a>
              </li>
              <li>
                <a href={`${to}.pdf`}>{t('receipt.pdf')}</a>
              </li>
              <li>
                <a href={`${to}.json`}>{t('receipt.json')}</a>
              </li>
            </ul>
          </Card>
        )
      })}
      {receipt.number > 1 && receipt.sent.length > 0 && <p>{t('receipt.changedOnly')}</p>}
      <ReceiptFiles files={receipt.files} />
      {receipt.returned.map(({ recipient: from, digest, returnedAt }) => (
        <Card key={`${from} ${digest}`} level={3} title={nameOf(from)} tone="quiet">
          <p>{t('hand-overs:return.receipt', { at: time(returnedAt) })}</p>
          <p>
            {t('receipt.digest')}
            <br />
            <span className="mono digest">{digest}</span>
          </p>
        </Card>
      ))}
      {owed && <OwedPerhapsNotice owed={owed} base={base} />}
      <Heading level={2}>{t('receipt.next')}</Heading>
      <p>{t('receipt.nextText')}</p>
      <Actions>
        <LinkButton look="primary" href={base}>
          {t('receipt.toBoard')}
        </LinkButton>
      </Actions>
      <Heading level={2}>{t('receipt.verify')}</Heading>
      <p>{t('receipt.verifyText')}</p>
      <p>
        <a href="/verify">{t('receipt.verifyLink')}</a>
      </p>
    </ReportPage>
  )
}
