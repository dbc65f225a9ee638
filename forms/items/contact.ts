import { group, item, must, section, text } from './kinds.ts'

export const contact = section('contact', [
  item('contact-name', 'initial', group({ name: must(text()), department: text(), title: text() }), {
    mayBeUnknown: false,
  }),
  item('contact-phone', 'initial', text(60, { like: 'phone' }), { mayBeUnknown: false }),
  item('contact-email', 'initial', text(254, { like: 'email' }), { mayBeUnknown: false }),
  item('contact-responsible', 'initial', text()),
  item(
    'contact-alternate',
    'initial',
    group({ name: text(), phone: text(60, { like: 'phone' }), email: text(254, { like: 'email' }) }),
  ),
])
