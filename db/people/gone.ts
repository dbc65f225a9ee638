import type { Tx } from '#db/context.ts'

/**
 * Whoever has a case file (officer `o`, case file `c`) can do nothing about it any more: was suspended, reads only, or has
 * moved to where it is not seen. It counts as nobody's, and whoever wants it takes it.
 */
export const isGone = ({ sql }: Pick<Tx, 'sql'>) =>
  sql`(o.disabled_at is not null or o.role = 'reader' or (o.prefecture is not null and o.prefecture is distinct from c.prefecture))`
