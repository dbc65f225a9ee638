import { endpoint } from '#app/api/endpoint.server.ts'
import { askToSend, getSendings } from '#app/api/filing/mandates.server.ts'

export const loader = endpoint(getSendings, askToSend)
export const action = loader
