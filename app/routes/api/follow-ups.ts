import { endpoint } from '#app/api/endpoint.server.ts'
import { followUp } from '#app/api/filing/drafts.server.ts'

export const loader = endpoint(followUp)
export const action = loader
