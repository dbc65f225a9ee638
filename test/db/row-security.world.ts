/** One report that everybody who could have a part in it has a part in, and a stranger of each kind. */
import { insertBulkAct } from '#db/case-files/bulk-acts.server.ts'
import { claimCaseFile, addLabel, findCaseFileOfReport, getCaseFile } from '#db/case-files/case-files.server.ts'
import { escalatorFor, fireRule, insertRule, listRunningRules } from '#db/case-files/escalations.server.ts'
import { insertExport } from '#db/case-files/exports.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import { insertHandOver } from '#db/case-files/hand-overs.server.ts'
import { insertHold } from '#db/case-files/holds.server.ts'
import { insertMentions } from '#db/case-files/mentions.server.ts'
import { insertMerge } from '#db/case-files/merges.server.ts'
import { insertNote } from '#db/case-files/notes.server.ts'
import { setOpinion } from '#db/case-files/opinions.server.ts'
import { setAssessment, setResponsibility } from '#db/case-files/responsibility.server.ts'
import { returnCopies } from '#db/case-files/returns.server.ts'
import { markSeen } from '#db/case-files/sightings.server.ts'
import { insertTemplate } from '#db/case-files/templates.server.ts'
import type { Actor, Holder, Officer } from '#db/context.ts'
import { insertMail } from '#db/notices/mails.server.ts'
import { findNoticeAddress, replaceNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { insertNotice } from '#db/notices/notices.server.ts'
import { recordFailure } from '#db/people/attempts.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
import { insertTeam, setMembers } from '#db/people/teams.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { insertView, setColumns } from '#db/queue/views.server.ts'
import { makeCalendar } from '#db/reports/calendars.server.ts'
import { setCover } from '#db/reports/covers.server.ts'
import { setReminders } from '#db/reports/reminders.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf, operator, projectionOf } from '#test/support/filings.ts'
import { atTheDoor } from './row-security.door.ts'
import { addFile } from './row-security.files.ts'
import { extractors, machineRows, madeFindable, registered } from './row-security.machines.ts'
import { retained } from './row-security.retention.ts'
import { mandated, mandateRows } from './row-security.mandates.ts'
import { membersAct, proposed } from './row-security.members.ts'
import { withWebhook } from './row-security.webhooks.ts'

const [client, vendor, account, seat, mandate] = [newId(), newId(), newId(), newId(), newId()]

/** Tables whose every row is one of this world. */
const whole = `extracts_due views queue_columns bulk_acts templates exports teams team_members escalation_rules mails
  notices sessions passkeys recovery_codes identities invitations ceremonies recipient_policies attempts
  outbox migrations sign_ups mail_changes member_invitations administrator_proposals claims operators webhook_endpoints webhook_messages tombstones standing_jobs`
const wholeTables = Object.fromEntries(whole.split(/\s+/).map((name) => [name, 'true']))

export interface World {
  actors: Record<string, Actor>
  /** For each table the row of this world, as a condition. */
  rows: Record<string, string>
}

export async function buildWorld(database: TestDatabase): Promise<World> {
  const { owner } = database
  const holder = await filedReport(database, { recipients: ['npa', 'ppc'] })
  const officer = await officerOf(database, 'npa', '13')
  const elsewhere = await officerOf(database, 'npa', '27')
  const other = await officerOf(database, 'jpcert')
  const second = await officerOf(database, 'ppc')
  await people(database, holder.reportId)
  await membersAct(database, { reportId: holder.reportId, account, client })
  await database
    .as(operator)
    .transaction((tx) => insertOperator(tx, { operatorId: operator.operatorId, name: 'O' }, monday))
  await proposed(database, client)
  const caseFile = await work(database, holder, officer)
  await passOn(database, holder, second, officer)
  await typeFor(database, holder, officer)
  await arrange(database, officer, caseFile)
  await direct(database, officer, caseFile)
  await database.as(holder).transaction(async (tx) => {
    await setCover(tx, { reportId: holder.reportId, about: 'changes', text: 'x', now: monday })
    await makeCalendar(tx, holder.reportId, monday)
    const words = { text: 'x', recipients: ['npa'] }
    await insertHold(tx, { reportId: holder.reportId, reason: 'containment', until: hours(9), words, now: monday })
    await setReminders(tx, holder.reportId, [{ recipient: 'npa', clock: 'c1', daysBefore: 3 }])
  })
  await database.as({ kind: 'anyone' }).transaction(async (tx) => {
    await recordFailure(tx, ['reference:x'], monday)
  })
  await addFile(database, holder)
  await addresses(database, holder)
  await atTheDoor(database, officer)
  await retained(database, holder, officer)
  await owner`insert into outbox (task, payload) values ('x', '{}')`
  await owner`insert into standing_jobs values ('x', 1, 1, ${monday})`

  const [report, file] = [`report_id = '${holder.reportId}'`, `case_file_id = '${caseFile}'`]
  return {
    actors: {
      anyone: { kind: 'anyone' },
      holder,
      holders: { kind: 'holders', reportIds: [newId(), holder.reportId] },
      member: { kind: 'member', accountId: account, organisationId: client, role: 'administrator' },
      vendor: { kind: 'vendor', accountId: seat, organisationId: vendor, mandateIds: [mandate] },
      filer: { kind: 'machine', clientId: 'filer', recipient: null, organisationId: client },
      officer,
      machine: { kind: 'machine', clientId: 'reader', recipient: 'npa' },
      ...extractors,
      worker: { kind: 'worker' },
      operator,
      otherHolder: await filedReport(database, { recipients: ['jpcert'] }),
      otherHolders: { kind: 'holders', reportIds: [newId(), newId()] },
      otherMember: { kind: 'member', accountId: newId(), organisationId: newId(), role: 'administrator' },
      otherVendor: { kind: 'vendor', accountId: newId(), organisationId: newId(), mandateIds: [newId()] },
      otherFiler: { kind: 'machine', clientId: 'z', recipient: null, organisationId: newId() },
      secondRecipient: second,
      otherRecipient: other,
      otherPrefecture: elsewhere,
      otherMachine: { kind: 'machine', clientId: 'y', recipient: 'jpcert' },
    },
    rows: {
      reports: `id = '${holder.reportId}'`,
      drafts: report,
      revisions: report,
      consents: report,
      hand_overs: report,
      returns: report,
      intakes: report,
      intake_callers: report,
      covers: report,
      calendars: report,
      reminders: report,
      files: report,
      file_deliveries: report,
      file_hand_overs: report,
      case_files: `id = '${caseFile}'`,
      deliveries: `${report} and recipient = 'npa'`,
      clocks: `${report} and recipient = 'npa'`,
      labels: file,
      assignments: file,
      notes: file,
      feedback: file,
      question_answers: report,
      extracts: file,
      case_facts: file,
      sightings: file,
      holds: report,
      hold_words: report,
      mentions: file,
      opinions: report,
      merges: `master_id = '${caseFile}'`,
      responsibilities: file,
      assessments: file,
      escalations: file,
      audit: `${report} and recipient is null`,
      audit_heads: report,
      key_marks: "name = 'lookup'",
      notice_addresses: report,
      ...wholeTables,
      data_keys: report,
      logins: `id = '${officer.officerId}'`,
      retention_periods: 'set_by is not null',
      legal_holds: report,
      approvals: report,
      standings: report,
      organisations: `id = '${client}'`,
      accounts: `id = '${account}'`,
      memberships: `account_id = '${account}'`,
      ...mandateRows(mandate, report),
      ...machineRows,
      officers: `id = '${officer.officerId}'`,
    },
  }
}

/** The client's organisation and the vendor's mandate, tied to the report. */
async function people({ owner }: TestDatabase, reportId: string): Promise<void> {
  const sealed = Buffer.from('sealed')
  for (const id of [client, vendor]) {
    await owner`insert into organisations (id, profile, created_at, changed_at) values (${id}, ${sealed}, ${monday}, ${monday})`
  }
  await owner`insert into accounts values (${account}, ${sealed}, ${sealed}, ${monday})`
  await owner`insert into memberships values (${account}, ${client}, 'administrator', ${monday})`
  await mandated(owner, { client, vendor, account, seat, mandate, reportId })
  await registered(owner)
  await owner`update reports set organisation_id = ${client}, mandate_id = ${mandate} where id = ${reportId}`
  await owner`insert into standings values (${reportId}, ${monday}, 'unverified')`
}

/** The holder wants mails, and one is on its way. */
async function addresses(database: TestDatabase, { reportId }: Holder): Promise<void> {
  await database.as({ kind: 'holder', reportId }).transaction(async (tx) => {
    await replaceNoticeAddress(tx, { reportId }, { address: 'a@b.example', language: 'ja', now: monday })
  })
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const address = await findNoticeAddress(tx, { reportId })
    if (!address) throw new Error('no address')
    const news = { addressId: address.id, event: 'feedback', key: 'x', now: monday, dueAt: monday }
    const notice = await insertNotice(tx, news)
    await insertMail(tx, { addressId: address.id, kind: 'notice', notices: notice ? [notice] : [], now: monday })
  })
}

/** How the officer has arranged the queue, and what a job wrote for it. */
async function arrange(database: TestDatabase, officer: Officer, caseFileId: string): Promise<void> {
  const { reportId } = await database.as(officer).transaction(async (tx) => {
    await insertView(tx, { name: 'x', query: '', shared: false }, monday)
    await setColumns(tx, ['incident-status'], monday)
    await markSeen(tx, caseFileId, 1, monday)
    const words = { name: 'x', text: 'x' }
    await insertTemplate(tx, { kind: 'advice', content: { ja: words, en: words }, now: monday })
    await insertBulkAct(tx, { act: 'claim', label: null, caseFileIds: [caseFileId] }, monday)
    await insertExport(
      tx,
      { about: 'cases', format: 'csv', reason: 'x', query: '', allItems: false, caseFileIds: [caseFileId] },
      monday,
    )
    return getCaseFile(tx, caseFileId)
  })
  await madeFindable(database, reportId, officer.recipient)
}

/** The officer typed it for somebody who called: noted before it was sent. */
async function typeFor({ owner }: TestDatabase, { reportId }: Holder, officer: Officer): Promise<void> {
  const { recipient, prefecture, officerId } = officer
  await owner`insert into intakes values (${reportId}, ${recipient}, 'phone', ${monday}, ${monday})`
  await owner`
    insert into intake_callers values (${reportId}, ${recipient}, ${prefecture}, ${officerId}, 'x', ${Buffer.from('x')}, ${monday})`
}

/** A second body passes on what it got, and gets it back. */
async function passOn(database: TestDatabase, { reportId }: Holder, giver: Officer, back: Officer): Promise<void> {
  const projection = projectionOf('npa', { 'incident-summary': 'x' })
  const { id } = await database.as(giver).transaction((tx) =>
    insertHandOver(tx, {
      reportId,
      recipient: 'npa',
      revisionNumber: 1,
      ground: 'appi-26',
      content: { projection, groundText: null, beyond: [], reason: null },
      digest: Buffer.alloc(32),
      file: {
        attackType: null,
        sector: null,
        prefecture: '13',
        severity: null,
        heading: { organisation: null, title: null },
      },
      fileIds: [],
      moved: null,
      now: monday,
    }),
  )
  await database.as(back).transaction(async (tx) => {
    const file = await findCaseFileOfReport(tx, reportId, 'npa')
    const heading = { organisation: null, title: null }
    const about = { caseFileId: file?.id ?? '', reportId, handOverId: id, heading }
    await returnCopies(tx, { ...about, reason: 'wrong-addressee', now: monday })
  })
}

/** The officer, who administers the body, makes a team and a rule, and merges the case file into another one. */
async function direct(database: TestDatabase, officer: Officer, caseFileId: string): Promise<void> {
  await database.owner`update officers set role = 'administrator' where id = ${officer.officerId}`
  await filedReport(database, { recipients: ['npa'] })
  await database.as(officer).transaction(async (tx) => {
    const { lines } = await listQueue(tx, { filters: {}, order: 'newest' })
    const masterId = lines.find(({ id }) => id !== caseFileId)?.id ?? ''
    const { recipient, prefecture } = officer
    const teamId = await insertTeam(tx, { recipient, prefecture, name: 'x' }, monday)
    await setMembers(tx, { teamId, recipient }, [officer.officerId], monday)
    await setResponsibility(tx, caseFileId, { deputyId: null, teamId }, monday)
    await setAssessment(tx, caseFileId, { severity: 3, reason: 'x' }, monday)
    await insertRule(tx, { condition: 'severity', threshold: 3, tells: 'team', countsFrom: null }, monday)
    await insertMerge(tx, { caseFileId: masterId, masterId: caseFileId, reason: 'x', now: monday })
    await withWebhook(tx)
  })
  const rules = await database.as({ kind: 'worker' }).transaction(listRunningRules)
  const escalator = database.as(escalatorFor(officer.recipient))
  for (const rule of rules) await escalator.transaction((tx) => fireRule(tx, rule, monday))
}

/** The officer asks, notes, labels and takes the case; the holder answers. */
async function work(database: TestDatabase, holder: Holder, officer: Officer): Promise<string> {
  const { reportId } = holder
  const asked = await database.as(officer).transaction(async (tx) => {
    const { lines } = await listQueue(tx, { filters: {}, order: 'newest' })
    const caseFileId = lines[0]?.id ?? ''
    await claimCaseFile(tx, caseFileId, monday)
    await addLabel(tx, caseFileId, 'x', monday)
    const noteId = await insertNote(tx, { caseFileId, text: 'x', now: monday })
    await insertMentions(tx, { noteId, caseFileId, officerIds: [officer.officerId], now: monday })
    const said = { caseFileId, reportId, recipient: 'npa', body: { text: 'x' }, now: monday }
    return { ...said, question: await insertFeedback(tx, { ...said, kind: 'question' }) }
  })
  const { question, ...said } = asked
  await database.as(holder).transaction(async (tx) => {
    await insertFeedback(tx, { ...said, kind: 'answer', answers: question })
    await setOpinion(tx, { feedbackId: question, reportId, recipient: 'npa', useful: true, now: monday })
  })
  return asked.caseFileId
}
