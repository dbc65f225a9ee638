/** The rows of an organisation's people: what they ask of each other and of the portal. */
import { insertProposal } from '#db/organisations/administrator-proposals.server.ts'
import { insertClaim } from '#db/organisations/claims.server.ts'
import { insertMemberInvitation } from '#db/organisations/member-invitations.server.ts'
import { insertMailChange } from '#db/people/mail-changes.server.ts'
import { insertSignUp } from '#db/people/sign-ups.server.ts'
import { insertApproval } from '#db/reports/approvals.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { monday, operator } from '#test/support/filings.ts'

/** An account is asked for; the client claims, invites and asks a second person. */
export async function membersAct(
  database: TestDatabase,
  { reportId, account, client }: { reportId: string; account: string; client: string },
): Promise<void> {
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    await insertSignUp(tx, { mail: 'a@b.example', name: 'x', language: 'ja', lost: false }, monday)
    await insertMailChange(tx, {
      accountId: account,
      mail: 'c@b.example',
      before: 'a@b.example',
      language: 'ja',
      now: monday,
    })
  })
  const actor = { kind: 'member', accountId: account, organisationId: client, role: 'administrator' } as const
  await database.as(actor).transaction(async (tx) => {
    await insertMemberInvitation(tx, { organisationId: client, role: 'editor', by: account, now: monday })
    const content = { name: 'x', address: 'x', mail: 'x', note: 'x' }
    const about = { organisationId: client, accountId: account, corporateNumber: '1180301018771' }
    await insertClaim(tx, { ...about, content, now: monday })
    await insertApproval(tx, { reportId, draftVersion: 1, by: account, words: 'x', now: monday })
  })
}

/** The operator proposes to invite an administrator into the client's organisation. */
export async function proposed(database: TestDatabase, organisationId: string): Promise<void> {
  const proposal = { organisationId, by: operator.operatorId, evidence: 'x', now: monday }
  await database.as(operator).transaction((tx) => insertProposal(tx, proposal))
}
