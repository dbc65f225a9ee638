/** What a program may be allowed to do. The database holds the same list. */
export const bodyActs = ['cases:read', 'cases:answer', 'cases:export'] as const
export const filingActs = ['reports:read', 'reports:draft', 'reports:submit', 'reports:answer'] as const

export type Act = (typeof bodyActs)[number] | (typeof filingActs)[number]

export const isAct = (word: string): word is Act => [...bodyActs, ...filingActs].some((act) => act === word)

/** For keys of words, where a colon means something else. */
export const actWord = (act: string): string => act.replace(':', '-')
