import { validate } from '#app/api/ask.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(validate)
export const action = loader
