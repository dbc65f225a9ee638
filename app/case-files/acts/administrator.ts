/** Who looks after the teams and rules of a body. The database asks the same of whoever changes them. */
const administrators: readonly string[] = ['administrator']

export const isAdministrator = ({ role }: { role: string }): boolean => administrators.includes(role)
