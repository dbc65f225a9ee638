import { endpoint } from '#app/api/endpoint.server.ts'
import { submitReport } from '#app/api/filing/submit.server.ts'

export const loader = endpoint(submitReport)
export const action = loader
