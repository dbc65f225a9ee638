/** Acts of this body that only the audit knows. What has a text of its own (a question, a note) comes from there. */
import type { AuditLine } from '#db/audit/audit.server.ts'

import type { ReadTimeline } from './read-timeline.server.ts'
import type { Saying } from './timeline-sources.ts'
import type { TimelineEntry, TimelineKind } from './timeline.ts'

interface ActKind {
  kind: TimelineKind
  /** Of no concern to the reporter. */
  inside: boolean
}

/** By the act's name in the audit; its words are `case-files:timeline.acts`. An act that is not here is no entry. */
const acts: Readonly<Record<string, ActKind>> = {
  'delivery.opened': { kind: 'opening', inside: false },
  'delivery.saved': { kind: 'export', inside: false },
  'file.downloaded': { kind: 'export', inside: false },
  'case.exported': { kind: 'export', inside: false },
  'case.claimed': { kind: 'arrangement', inside: true },
  'case.assigned': { kind: 'arrangement', inside: true },
  'case.released': { kind: 'arrangement', inside: true },
  'case.labelled': { kind: 'arrangement', inside: true },
  'case.unlabelled': { kind: 'arrangement', inside: true },
  'case.arranged': { kind: 'arrangement', inside: true },
  'case.assessed': { kind: 'arrangement', inside: true },
  'case.merged': { kind: 'merge', inside: true },
  'case.took-in': { kind: 'merge', inside: true },
  'case.unmerged': { kind: 'merge', inside: true },
  'case.let-go': { kind: 'merge', inside: true },
  'case.escalated': { kind: 'escalation', inside: true },
  'case.settled': { kind: 'escalation', inside: true },
}

export function actEntries(read: ReadTimeline, saying: Saying): TimelineEntry[] {
  return read.audit.flatMap((line) => {
    const act = acts[line.did]
    if (!act) return []
    return {
      ...act,
      at: line.at.toISOString(),
      title: saying.t(`case-files:timeline.acts.${keyOf(line)}`, valuesOf(line, read, saying)),
      who: saying.nameOf(line.actorId),
    } satisfies TimelineEntry
  })
}

/** Given to nobody is another sentence than given to somebody. */
function keyOf({ did, details }: AuditLine): string {
  if (did === 'case.assigned' && details?.officer == null) return 'case-released'
  if (did === 'case.assessed' && details?.severity == null) return 'case-unassessed'
  return did.replace('.', '-')
}

function valuesOf({ subject, details, at }: AuditLine, read: ReadTimeline, { t, nameOf }: Saying) {
  const opened = read.deliveries.find(({ line }) => line.id === subject)?.line
  const label = read.labels.find(({ addedAt }) => addedAt.getTime() === at.getTime())?.label
  return {
    number: opened?.revisionNumber ?? '',
    format: typeof details?.format === 'string' ? details.format.toUpperCase() : '',
    name: typeof details?.officer === 'string' ? (nameOf(details.officer) ?? t('case-files:timeline.somebody')) : '',
    step: typeof details?.severity === 'string' ? t(`case-files:severity.steps.${details.severity}`) : '',
    label: label ? t('case-files:timeline.label', { label }) : '',
  }
}
