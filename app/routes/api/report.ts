import { endpoint } from '#app/api/endpoint.server.ts'
import { getReport } from '#app/api/filing/board.server.ts'

export const loader = endpoint(getReport)
export const action = loader
