import { exportDelivery } from '#app/api/cases/export.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(exportDelivery)
export const action = loader
