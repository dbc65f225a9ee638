/** The stories of the demo world, oldest first, so that the newest stands on top of every queue. */
import { bank } from './stories/bank.ts'
import { city } from './stories/city.ts'
import { clinic } from './stories/clinic.ts'
import { hospital } from './stories/hospital.ts'
import { manufacturer } from './stories/manufacturer.ts'
import { port } from './stories/port.ts'
import { school } from './stories/school.ts'
import { shop } from './stories/shop.ts'
import { telecom } from './stories/telecom.ts'
import { trade } from './stories/trade.ts'
import { university } from './stories/university.ts'
import { water } from './stories/water.ts'
import type { Story } from './story.ts'

export const stories: readonly Story[] = [
  school,
  university,
  city,
  water,
  hospital,
  telecom,
  shop,
  bank,
  manufacturer,
  port,
  trade,
  clinic,
]
