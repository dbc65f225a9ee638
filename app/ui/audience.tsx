import { useTranslation } from '#app/i18n/use-translation.ts'

/** Who can read what is typed here; a key below `audience`. */
export type Readers =
  | 'inside'
  | 'own'
  | 'view'
  | 'search'
  | 'export'
  | 'mail'
  | 'thread'
  | 'answer'
  | 'nextReport'
  | 'oneNext'
  | 'everybody'
  | 'named'
  | 'template'
  | 'handOver'
  | 'here'
  | 'teams'
  | 'members'
  | 'keepers'

interface AudienceProps {
  who: Readers
  /** The body on the other side, or one's own. */
  name?: string
}

const tones: Partial<Record<Readers, string>> = {
  inside: 'inside',
  here: 'inside',
  members: 'inside',
  template: 'inside',
  view: 'inside',
  export: 'inside',
}

/** Stands at every editor: nobody should have to guess who reads along. */
export function Audience({ who, name }: AudienceProps) {
  const { t } = useTranslation('audience')
  return (
    <span className="audience" data-tone={tones[who] ?? 'outside'}>
      {t(who, { name })}
    </span>
  )
}
