import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { JWK, default as Provider } from 'oidc-provider'

import { backPath } from '#app/accounts/openid.server.ts'
import { demoAttribute, demoMembers, demoOfficers, demoOrganisation, demoProvider } from '#app/demo/people.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { accountsPolicy } from '#db/people/recipient-policies.server.ts'

/** Where the provider of the demo's commission lives, beside the portal. */
const mount = '/demo-provider'

type Mounted = IncomingMessage & { originalUrl?: string }

/**
 * A real OpenID provider (`oidc-provider`) for the demo and the tests, loaded when it is first asked: its people are those
 * of one body, and it asks no password. False for every other address.
 */
export function demoProviderAt(origin: () => string) {
  const made = new Map<string, Promise<Provider>>()
  return (request: Mounted, response: ServerResponse): boolean => {
    const path = request.url ?? ''
    if (!path.startsWith(`${mount}/`)) return false
    const here = `http://${request.headers.host ?? ''}`
    const site = /^http:\/\/(localhost|127\.0\.0\.1):\d+$/.test(here) ? here : origin()
    const provider = made.get(site) ?? openProvider(site)
    made.set(site, provider)
    provider.then(
      (opened) => answer(opened, request, response),
      () => response.writeHead(500).end(),
    )
    return true
  }
}

async function openProvider(site: string): Promise<Provider> {
  const { default: OpenidProvider } = await import('oidc-provider')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key: JWK = { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' } as JWK // RSA as made
  const { clientId, clientSecret, acr } = demoProvider
  return new OpenidProvider(`${site}${mount}`, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [demoProvider.recipient, accountsPolicy].map((recipient) => `${site}${backPath(recipient)}`),
        post_logout_redirect_uris: [`${site}/sign-in`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    acrValues: [acr],
    claims: { openid: ['sub', demoAttribute], acr: null, auth_time: null },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { logoutSource: (context, form) => void (context.body = leavingPage(form)) },
    },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...corporationOf(id) }) }),
    interactions: { url: (_context, interaction) => `${mount}/interaction/${interaction.uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 300 },
    // Nobody is asked whether the portal may know who they are: it learns a number.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
}

function answer(provider: Provider, request: Mounted, response: ServerResponse): void {
  const { url = '' } = request
  if (url.startsWith(`${mount}/interaction/`)) {
    interact(provider, request, response).catch(() => response.writeHead(400).end())
    return
  }
  request.originalUrl = url
  request.url = url.slice(mount.length)
  void provider.callback()(request, response)
}

/** One button for each of the body's people. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(page())
    return
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('person')
  const person = people.find(({ id }) => id === accountId)
  if (!person) throw new Error('nobody of this body')
  const login = { accountId: person.id, acr: demoProvider.acr, amr: ['hwk', 'pin'] }
  await provider.interactionFinished(request, response, { login })
}

const people: readonly { id: string; name: string }[] = [
  ...demoOfficers.filter(({ recipient }) => recipient === demoProvider.recipient),
  ...demoMembers,
]

/** Members act for their corporation, as an ID for corporations would say. */
const corporationOf = (id: string) =>
  demoMembers.some((member) => member.id === id) ? { [demoAttribute]: demoOrganisation.corporateNumber } : {}

function page(): string {
  const t = wordsOf('ja')
  const buttons = people.map(({ id, name }) => `<button name="person" value="${id}">${name}</button>`).join(' ')
  return drawn(`<p>${t('accounts:demoProvider.lead')}</p><form method="post">${buttons}</form>`)
}

/** Asks whoever wants to leave; `form` is the library's. */
function leavingPage(form: string): string {
  const t = wordsOf('ja')
  return drawn(
    `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">${t('accounts:demoProvider.leave')}</button>`,
  )
}

function drawn(body: string): string {
  const t = wordsOf('ja')
  const title = t('accounts:demoProvider.title', { recipient: t(`rules:recipients.${demoProvider.recipient}.name`) })
  return `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><main><h1>${title}</h1>${body}</main></html>`
}
