import { newReference } from './secrets.server.ts'

const tries = 5

/** One that nobody has yet. The unique constraint judges: `insert` writes no row under one that is taken, and another is tried. */
export async function takeReference(
  insert: (reference: string) => PromiseLike<{ count: number }>,
  propose: () => string = newReference,
): Promise<string> {
  for (let left = tries; left > 0; left--) {
    const reference = propose()
    if ((await insert(reference)).count > 0) return reference
  }
  throw new Error('every reference that was tried is taken')
}
