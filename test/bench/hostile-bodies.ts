/** Bodies that are not what they say, or more than anybody types. */
import { form, post, type Named } from './hostile-bytes.ts'

const json: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  null: 'null',
  'a list': '[]',
  'a word': '"x"',
  'half an object': '{"answers":',
  'ten thousand lists deep': '['.repeat(10_000),
  'ten thousand objects deep': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  'the prototype':
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"answers":{"__proto__":{"x":1}}}',
  'the same key twice': '{"answers":{},"answers":{"org-name":"x"}}',
  'a number beyond numbers': '{"answers":{"pd-subject-count":1e999}}',
  'not a number': '{"answers":{"pd-subject-count":NaN}}',
  'half a surrogate': '{"answers":{"org-name":"\\ud800"}}',
  'a NUL': '{"answers":{"org-name":"a\\u0000b"}}',
  'bad UTF-8': Buffer.from('7b2261223a22fffe227d', 'hex'),
  'a byte order mark': '\ufeff{"answers":{}}',
  'ten thousand keys': `{"answers":{${Array.from({ length: 10_000 }, (_, index) => `"k${index}":1`).join(',')}}}`,
  'a long text': `{"answers":{"org-name":"${'x'.repeat(500_000)}"}}`,
  'a text for patient patterns': `{"answers":{"contact-email":"${'a'.repeat(20_000)}!"}}`,
}

const forms: readonly [type: string, body: string | Buffer][] = [
  [form, 'reference=%00&secret=%00'],
  [form, 'reference=%zz&secret=%'],
  [form, '__proto__[x]=1&constructor=2'],
  [form, 'a=b&'.repeat(10_000)],
  [form, Buffer.from('reference=\xff\xfe', 'latin1')],
  [form, `reference=${'A'.repeat(900_000)}`],
  [`${form}; charset=utf-7`, 'reference=+ADw-script+AD4-'],
  ['multipart/form-data', 'x'],
  ['multipart/form-data; boundary=', '--\r\n\r\n'],
  ['multipart/form-data; boundary=x', '--x\r\nrubbish'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends'],
  ['multipart/form-data; boundary=x', '--y\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--y--\r\n'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"; filename="../../x"\r\n\r\nb\r\n--x--\r\n',
  ],
  [`multipart/form-data; boundary=${'x'.repeat(5_000)}`, 'x'],
  ['text/plain', 'reference=x'],
  ['application/xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ['application/octet-stream', Buffer.alloc(1_000, 255)],
  ['', 'reference=x'],
  ['///', 'x'],
  ['application/json', '{"reference":'],
]

export function spoiltBodies(): Named[] {
  const programs = ['/api/v1/plan', '/api/v1/validate', '/sign-in/passkey']
  const people = ['/resume', '/reports', '/verify', '/takeover', '/sign-in', '/leave', '/demo']
  return [
    ...programs.flatMap((target) =>
      Object.entries(json).map(([name, body]): Named => [`${target} ${name}`, post(target, 'application/json', body)]),
    ),
    ...people.flatMap((target) =>
      forms.map(([type, body], index): Named => [`${target} ${index} ${type.slice(0, 40)}`, post(target, type, body)]),
    ),
  ]
}
