/** A form that was posted after its session had ended: it goes back to the browser it came from, and is sent again. */
export interface KeptForm {
  /** Where it was sent: a path of this site. */
  to: string
  fields: readonly (readonly [name: string, value: string])[]
  /** Files are not carried; they have to be chosen again. */
  files: boolean
}

/** Names of our own, so that none of the form's fields is taken for one. */
export const keptNames = {
  to: 'resume-to',
  reference: 'resume-reference',
  secret: 'resume-secret',
  closes: 'resume-closes',
} as const

/** The report that a kept form is for; null for pages of people with a login. */
export const reportOf = (to: string): string | null => /^\/reports\/([\w-]+)/.exec(to)?.[1] ?? null

/** Words, and not what forms carry along: somebody's own text has a space in it, or a letter that no number or name of ours has. */
export const isText = (value: string): boolean => /\s|[^\u0021-\u007e]/.test(value)
