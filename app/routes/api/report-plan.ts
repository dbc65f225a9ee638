import { endpoint } from '#app/api/endpoint.server.ts'
import { planReport } from '#app/api/filing/drafts.server.ts'

export const loader = endpoint(planReport)
export const action = loader
