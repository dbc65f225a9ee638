import { endpoint } from '#app/api/endpoint.server.ts'
import { getBoard } from '#app/api/filing/board.server.ts'

export const loader = endpoint(getBoard)
export const action = loader
