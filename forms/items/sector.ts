import { consent, item, section } from './kinds.ts'
import { telecom } from './when.ts'

export const sector = section('sector', [
  item('telecom-secrecy', 'initial', consent(), { when: telecom }), // 電気通信事業法 第4条・第28条
])
