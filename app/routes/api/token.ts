import { grant } from '#app/api/grant.server.ts'

export const loader = grant
export const action = grant
