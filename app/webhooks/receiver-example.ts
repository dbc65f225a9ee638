/** For whoever writes a receiver: a message, and how to see that it is ours. A test runs it as it stands. */
export const verifyExample = `import { createHmac, timingSafeEqual } from 'node:crypto'

// headers: of the request; body: its bytes as text, before anything parses them; secret: whsec_…
export function isGenuine(headers, body, secret) {
  const id = headers['webhook-id']
  const at = headers['webhook-timestamp']
  if (Math.abs(Date.now() / 1000 - Number(at)) > 300) return false // an old one, sent again by somebody else
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const due = createHmac('sha256', key).update(\`\${id}.\${at}.\${body}\`).digest()
  return headers['webhook-signature'].split(' ').some((one) => {
    const [version, shown] = one.split(',')
    const bytes = Buffer.from(shown, 'base64')
    return version === 'v1' && bytes.length === due.length && timingSafeEqual(bytes, due)
  })
}`

export const decryptExample = `import { compactDecrypt, importPKCS8 } from 'jose'

const key = await importPKCS8(process.env.PRIVATE_KEY, 'ECDH-ES+A256KW') // of RSA: 'RSA-OAEP-256'
const { plaintext } = await compactDecrypt(message.data.content, key)
const { projection } = JSON.parse(new TextDecoder().decode(plaintext))`

export const messageExample = JSON.stringify(
  {
    type: 'delivery.received',
    timestamp: '2026-11-20T00:30:00.000Z',
    data: {
      recipient: 'ppc',
      reference: 'JHP7-9C94-AM',
      caseFileId: '019a9f10-6b1e-7c52-8a51-2b7c8f4f9d10',
      deliveryId: '019a9f10-6b1e-7d88-9f0e-64f1f0c2b7aa',
      revision: 1,
      phase: 'initial',
      digest: '5f2b…',
    },
  },
  null,
  2,
)
