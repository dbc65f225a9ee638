import { endpoint } from '#app/api/endpoint.server.ts'
import { listMandates } from '#app/api/filing/mandates.server.ts'

export const loader = endpoint(listMandates)
export const action = loader
