/** Commands of the page for programmers; the tests run them as they stand. */
const curl = (origin: string, path: string, body: unknown): string =>
  [
    `curl ${origin}${path}`,
    `-H 'Content-Type: application/json'`,
    `-H 'Accept-Language: en'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')

export const validateExample = (origin: string): string =>
  curl(origin, '/api/v1/validate', {
    answers: { 'org-corporate-number': '123', 'time-awareness': '2026-11-20T09:30:00+09:00' },
  })

export const planExample = (origin: string): string =>
  curl(origin, '/api/v1/plan', {
    answers: {
      'incident-attack-type': ['intrusion-ransomware'],
      'org-industry': 'manufacturing',
      'pd-involved': 'yes',
      'time-awareness': '2026-11-20T09:30:00+09:00',
    },
  })
