import { askPlan } from '#app/api/ask.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(askPlan)
export const action = loader
