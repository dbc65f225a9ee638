import { redirect } from 'react-router'

import { ConsolePage } from '#app/console/console-page.tsx'
import { requireConsole } from '#app/console/console.server.ts'
import { readTemplates } from '#app/console/read-console.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { retireVendorTemplate } from '#db/vendors/vendor-templates.server.ts'

import type { Route } from './+types/templates'

export async function loader(args: Route.LoaderArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation)
  const templates = await readTemplates(vendor)
  return {
    organisation,
    said: takeFlash(args),
    templates: templates.map(({ id, name, answers, writtenAt }) => ({
      id,
      name,
      items: Object.keys(answers),
      writtenAt: writtenAt.toISOString(),
    })),
  }
}

export async function action(args: Route.ActionArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation, 'draft')
  const id = textOf(await formOf(args.request), 'template')
  await vendor.db.transaction((tx) => retireVendorTemplate(tx, id, vendor.now))
  leaveFlash(args, 'templateRetired')
  return redirect(`/console/${organisation.id}/templates`, 303)
}

export default function Templates({ loaderData: { organisation, said, templates } }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const { items: itemNames } = useNames()
  const { dateTime } = useFormat()
  const here = `/console/${organisation.id}/templates`
  return (
    <ConsolePage organisation={organisation} title={t('templates.title')} here="templates" said={said}>
      <p className="lead">{t('templates.lead')}</p>
      {templates.length === 0 && <p className="quiet">{t('templates.none')}</p>}
      <div className="stack">
        {templates.map(({ id, name, items, writtenAt }) => (
          <Card key={id} level={2} title={name}>
            <p>{t('templates.items', { items: itemNames(items) })}</p>
            <p className="quiet">{t('templates.written', { at: dateTime(writtenAt) })}</p>
            <ConfirmForm
              action={here}
              hidden={{ template: id }}
              look="outline"
              question={t('templates.retireSure')}
              yes={t('templates.retire')}
              no={t('templates.keep')}
            />
          </Card>
        ))}
      </div>
    </ConsolePage>
  )
}
