import type { Answers } from './item.ts'
import type { Projection } from './projection.ts'

/** What one recipient's part says about which organisation it is about. `number`: its corporate number, where it is told. */
export interface SaidIdentity {
  named: boolean
  number: string | null
}

export function saidIdentity({ items }: Projection): SaidIdentity {
  const told = new Map(items.map(({ item, value }) => [item, value]))
  return { named: typeof told.get('org-name') === 'string', number: numberIn(told.get('org-corporate-number')) }
}

/** The number in whole answers, of which no recipient's part need hold it. */
export const givenNumber = (answers: Answers): string | null => numberIn(answers['org-corporate-number'])

const numberIn = (value: unknown) => (typeof value === 'string' && /^\d{13}$/.test(value) ? value : null)
