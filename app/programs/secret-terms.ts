/** How long a secret holds, in days. */
export const secretDays = ['30', '90', '365'] as const
/** How long the old secret goes on beside a new one, in hours. */
export const overlapWords = ['0', '1', '24', '168', '720'] as const
/** Letters of a program's name. */
export const nameLimit = 60
