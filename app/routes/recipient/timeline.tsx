import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { readTimeline } from '#app/case-files/timeline/read-timeline.server.ts'
import { Timeline, TimelineFilter, TimelinePages } from '#app/case-files/timeline/timeline-view.tsx'
import { timelineChoice } from '#app/case-files/timeline/timeline.ts'
import { visitContext } from '#app/context.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import type { Route } from './+types/timeline'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const choice = timelineChoice(new URL(args.request.url).searchParams)
  const { language } = args.context.get(visitContext)
  const { file, timeline } = await readTimeline(context, args.params.id, choice, language)
  const { name, recipient, prefecture } = context.actor
  const title = file.heading.title ?? file.heading.organisation ?? file.reference
  return { officer: { name, recipient, prefecture }, file: { id: file.id, title }, timeline }
}

export default function TimelineRoute({ loaderData: { officer, file, timeline } }: Route.ComponentProps) {
  const { t } = useTranslation('case-files')
  return (
    <DeskPage
      officer={officer}
      title={t('timeline.title')}
      width="wide"
      before={
        <p>
          <a href={`/desk/case-files/${file.id}`}>{t('back', { name: file.title })}</a>
        </p>
      }
    >
      <p>{t('timeline.lead')}</p>
      <TimelineFilter id={file.id} timeline={timeline} />
      <Timeline timeline={timeline} />
      <TimelinePages id={file.id} timeline={timeline} />
    </DeskPage>
  )
}
