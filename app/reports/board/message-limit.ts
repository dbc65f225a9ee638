/** Characters of what a reporter writes to a body. */
export const messageLimit = 4_000
