/**
 * What everything below the door is given: the store, who acts, and the time. Nothing else reads the clock, the
 * environment or the user.
 */
import type { PendingQuery, Row, Sql } from 'postgres'
import type { Reached, Ready } from '#db/submissions/submission-rows.server.ts'
import type { Scope } from '#forms/mandates/scope.ts'

export interface Anyone {
  kind: 'anyone'
}
/** Somebody who has shown the reference and the secret of one report; or, for the length of one call, a program that may. */
export interface Holder {
  kind: 'holder'
  reportId: string
  /** The program's client id, under which the audit names it. */
  program?: string
}
/** Several holders whose first reports are written together: each report may be sent, none may be read. */
export interface Holders {
  kind: 'holders'
  reportIds: readonly string[]
  /** For each report the program that holds it, or nothing: a person. */
  programs?: readonly string[]
}
/** A person with an account, acting for one organisation; their own space is an organisation of one. */
export interface Member {
  kind: 'member'
  accountId: string
  organisationId: string
  role: MemberRole
}
/** An administrator may everything; an editor drafts, answers and sends; an approver sends; a reader looks. */
export type MemberRole = 'administrator' | 'editor' | 'approver' | 'reader'
/** A member at one report of their organisation. */
export interface FilingMember extends Member {
  reportId: string
}
/** A person with an account, or a program, acting for a vendor with the mandates that it holds. */
export interface Vendor {
  kind: 'vendor'
  /** A program's client id; either stands in the audit. */
  accountId: string
  organisationId: string
  mandateIds: readonly string[]
  /** A program acts, for the length of one call. */
  program?: true
}
export type VendorProgram = Vendor & { program: true }
/** A vendor at one report: under a mandate, or at its own report of technical findings (no mandate). */
export interface FilingVendor extends Vendor {
  reportId: string
  mandateId: string | null
  scope: Scope
}
/** `prefecture` narrows a police officer to the case files of one prefecture; null sees all of the recipient's. */
export interface Officer {
  kind: 'officer'
  officerId: string
  name: string
  recipient: string
  prefecture: string | null
  /** An administrator also looks after the body's own people; a reader changes nothing. */
  role: 'administrator' | 'officer' | 'reader'
}
/** Administers, and can read no report. */
export interface Operator {
  kind: 'operator'
  operatorId: string
}
/** A registered program: of a recipient (works on its case files), or of an organisation (files for it). */
export interface Machine {
  kind: 'machine'
  clientId: string
  recipient: string | null
  /** Narrows a program of the police, as it does an officer. */
  prefecture?: string | null
  organisationId?: string | null
}
export interface BodyProgram extends Machine {
  recipient: string
}
/** Whoever calls the interface. */
export type Caller = Machine | VendorProgram
/** Whoever works on a body's case files. */
export type Desk = Officer | BodyProgram
/** The portal itself, at one body's reports: reads what the body got, and writes what it finds them by. */
export interface Extractor {
  kind: 'extractor'
  recipient: string
}
/** The portal itself: jobs, sign-in. Sees times and addresses, no content. */
export interface Worker {
  kind: 'worker'
}

/** Whoever may act on one report: what its pages and verbs ask for. See app/http/filer.server.ts for who may what. */
export type Filer = Holder | FilingMember | FilingVendor

export type Actor = Anyone | Holder | Holders | Member | Vendor | Officer | Operator | Machine | Extractor | Worker

export interface Context<A extends Actor = Actor> {
  db: ActingDb
  actor: A
  now: Date
}

/** Where a sealed value lives. It is bound into the ciphertext, so a value that was moved cannot be opened. */
export interface Place {
  table: string
  row: string
  column: string
  tenant: string
}

/** The key of one report, or of one recipient; unwrapped only in memory. */
export interface DataKey {
  id: string
  seal(place: Place, value: unknown): Buffer
  /** The same of a value that is JSON already, in pieces that nobody has joined. */
  sealJson(place: Place, ...pieces: string[]): Buffer
  /** Throws SealBroken when the bytes were changed, moved, or sealed with another key. */
  unseal<T>(place: Place, sealed: Uint8Array): T
  /** Was this sealed with it? */
  sealed(sealed: Uint8Array): boolean
  /** 32 bytes for one other purpose, from which the key itself cannot be found. */
  derive(purpose: string): Buffer
}

/** As data_keys holds it. */
export interface WrappedKey {
  id: string
  wrapped: Buffer
  wrappedBy: string
}

/** Something came for a recipient: where to look, and nothing about what is there. */
export interface Arrival {
  recipient: string
  prefecture: string | null
  caseFileId: string
  kind: 'report' | 'revision' | 'answer'
}

export interface Tx {
  sql: Sql
  actor: Actor
  reportKey(reportId: string): Promise<DataKey>
  /** The same out of a row that was read together with the report: nothing is asked. */
  reportKeyIn(reportId: string, row: WrappedKey): DataKey
  recipientKey(recipient: string): Promise<DataKey>
  /** What a body writes about one case file: as an officer or a program of it. */
  caseKey(caseFileId: string): Promise<DataKey>
  /** For what is kept about people: the portal itself and operators have it. */
  peopleKey(): Promise<DataKey>
  /** Many at once; those that the actor may not have are missing. */
  reportKeys(reportIds: readonly string[]): Promise<Map<string, DataKey>>
  /** Makes the key of a new report; it is used by others only after the commit. */
  newReportKey(reportId: string): Promise<DataKey>
  /** After the commit the key of a report that was deleted is in no memory of this process either. */
  forgetKey(reportId: string): void
  /** The same of case files, some of which were deleted. */
  forgetCaseKeys(): void
  /** From here on the transaction acts as somebody else (whoever starts a report becomes its holder). */
  become(actor: Actor): Promise<void>
  /** A keyed hash, for finding by what must not be readable. */
  lookup(text: string): Buffer
  /** A work of many steps got further: it is not given up as long as it does. */
  goesOn(): void
  /** Runs after the commit, in order; a failure is reported and never undoes the commit. */
  afterCommit(task: () => void | Promise<void>): void
  /** After the commit, tells open desks that something came. */
  announce(arrival: Arrival): void
}

/** How queries are planned; see db/queue/reading-order.server.ts. */
export interface Reading {
  /** No sorting where an index has the order. */
  inOrder: boolean
  /** One plan for all values. */
  once: boolean
}

/** The store as one actor sees it: row security decides what exists. */
export interface ActingDb {
  actor: Actor
  as(actor: Actor): ActingDb
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One query, with BEGIN, the actor and COMMIT sent in one go: a single round trip. Do not await the query yourself. */
  atOnce<T extends readonly (Row | undefined)[]>(query: (sql: Sql) => PendingQuery<T>): Promise<T>
  /**
   * Reads that are asked before any of them is answered: BEGIN, they and COMMIT go out together, one round trip instead
   * of two. Work that turns out to ask later is done again in a transaction of its own, so it must change nothing.
   */
  readAtOnce<T>(work: (tx: Tx) => Promise<T>, reading?: Reading): Promise<T>
  /** The keys of a report and of recipients; asks the database only for those that were not used lately. */
  keysOf(reportId: string, recipients: readonly string[]): Promise<{ report: DataKey; of: Map<string, DataKey> }>
  /** A first report, with others that come at the same time, or else `alone`. Null: the report is not as it was seen. */
  writeFirst(ready: Ready, alone: () => Promise<readonly Reached[] | null>): Promise<readonly Reached[] | null>
  announce(arrivals: readonly Arrival[]): void
}
