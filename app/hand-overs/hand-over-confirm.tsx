import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { listedIn } from '#app/reports/sending/sent-files.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Seen } from '#forms/rulebook.ts'

import type { DecidedHandOver } from './decide.ts'
import type { HandOverWish } from './wish.ts'
import { useBodies } from './use-bodies.ts'
import { GroundWords } from './ground-words.tsx'

export interface Confirmed {
  ground: string | null
  groundText: string | null
  seen: Seen | null
  items: readonly string[]
  /** By name. */
  files: readonly string[]
  beyond: readonly string[]
  reason: string | null
  moves: boolean
}

export function confirmedOf(
  { ground, moved, content: { projection, groundText, beyond, reason } }: DecidedHandOver,
  grounds: readonly { id: string; seen: Seen }[],
): Confirmed {
  const seen = grounds.find(({ id }) => id === ground)?.seen ?? null
  return {
    ground,
    groundText,
    seen,
    items: projection.items.map(({ item }) => item),
    files: listedIn(projection).map(({ name }) => name),
    beyond,
    reason,
    moves: moved !== null,
  }
}

interface HandOverConfirmProps {
  action: string
  wish: HandOverWish
  confirmed: Confirmed
}

/** Last: what will happen, who will be told, and that it cannot be taken back. */
export function HandOverConfirm({ action, wish, confirmed: to }: HandOverConfirmProps) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  const bodies = useBodies()
  const list = (items: readonly string[]) => items.map((item) => words.item(item)).join(t('between'))
  const needed = to.items.filter((item) => !to.beyond.includes(item))
  const rows = [
    { term: t('confirm.to'), children: bodies(wish.to, wish.prefecture || null) },
    { term: t('confirm.ground'), children: <GroundWords {...to} /> },
    { term: t('confirm.items', { count: to.items.length }), children: list(needed) || '―' },
    ...(to.files.length > 0 ? [{ term: t('confirm.files'), children: to.files.join(t('between')) }] : []),
    ...(to.beyond.length > 0 ? [{ term: t('confirm.beyond'), children: list(to.beyond) }] : []),
    ...(to.reason ? [{ term: t('confirm.reason'), children: <span className="typed">{to.reason}</span> }] : []),
  ]
  return (
    <form method="post" action={action} className="stack">
      <Notice tone="warning" title={t('confirm.forGood')}>
        <p>{t('confirm.told')}</p>
        {to.moves && <p>{t('confirm.moves')}</p>}
      </Notice>
      <DescriptionList rows={rows} />
      {(['to', 'prefecture', 'delivery', 'ground', 'groundText', 'reason'] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={wish[name]} />
      ))}
      {wish.items.map((item) => (
        <input key={item} type="hidden" name="item" value={item} />
      ))}
      <Actions>
        <Button look="danger" name="go" value="send">
          {t('confirm.submit', { recipient: bodies(wish.to, to.moves ? wish.prefecture : null) })}
        </Button>
        <Button look="text" name="go" value="edit">
          {t('confirm.edit')}
        </Button>
      </Actions>
    </form>
  )
}
