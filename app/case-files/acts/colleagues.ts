import type { OfficerLine } from '#db/people/people.server.ts'

/** Who may be given a case: officers of the body who can see it, so for the police those of its prefecture. */
export function colleaguesFor(file: { prefecture: string | null }, officers: readonly OfficerLine[]): OfficerLine[] {
  return officers.filter(({ prefecture }) => prefecture === null || prefecture === file.prefecture)
}
