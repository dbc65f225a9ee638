import { expect, test } from 'vitest'

import { attachmentNamed, cleanName } from '#app/files/file-name.ts'

/** What somebody may call a file to lead a screen, a disk, a shell or a header astray. */
const hostile = [
  '../../etc/passwd',
  '..\\..\\windows\\system32\\cmd.exe',
  '/etc/shadow',
  'C:\\autoexec.bat',
  '\\\\server\\share\\x.exe',
  '.',
  '..',
  '...',
  '',
  '   ',
  '.htaccess',
  'CON',
  'nul.txt',
  'LPT1.log',
  'invoice\u202Egpj.exe', // reads as invoiceexe.jpg
  'a\u200B\u2066b\u2069.txt', // letters that nobody sees
  'x\u0000.exe',
  'two\r\nSet-Cookie: a=b.txt',
  'a"; filename="b.exe',
  "a'; drop table files;--.txt",
  "x; filename*=UTF-8''evil.exe",
  '<script>alert(1)</script>.html',
  '$(reboot).txt',
  '`reboot`.txt',
  'a|b>c?d*e:f.txt',
  '%2e%2e%2fpasswd',
  '~root/x',
  '-rf *',
  '=cmd|calc!A1.csv',
  '\uD800broken.txt', // half a letter
  `${'長'.repeat(400)}.pdf`,
  `${'e\u0301'.repeat(200)}.${'x'.repeat(300)}`,
]

test('there are 32 of them', () => expect(new Set(hostile).size).toBe(32))

test.each(hostile)('%j is harmless on a screen, a disk and in a header', (given) => {
  const name = cleanName(given)
  expect(name).not.toBe('')
  expect([...name].length).toBeLessThanOrEqual(120)
  expect(name).toBe(name.toWellFormed().normalize('NFC'))
  expect(name).not.toMatch(/[/\\<>:"|?*`$%\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(name).not.toMatch(/^[\s.]|[\s.]$/)
  expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
  const header = attachmentNamed(given)
  expect(header).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.!~%-]+$/)
  expect(new Headers({ 'Content-Disposition': header }).get('Content-Disposition')).toBe(header)
  expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(name)
})

test('what tells what a file is stays', () => {
  expect(cleanName('アクセスログ（11月）.log')).toBe('アクセスログ（11月）.log')
  expect(cleanName(`${'長'.repeat(400)}.pdf`)).toMatch(/^長+\.pdf$/)
})
