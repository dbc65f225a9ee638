import { retract } from '#app/api/cases/cases.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(retract)
export const action = loader
