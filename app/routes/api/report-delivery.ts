import { endpoint } from '#app/api/endpoint.server.ts'
import { getDelivery } from '#app/api/filing/board.server.ts'

export const loader = endpoint(getDelivery)
export const action = loader
