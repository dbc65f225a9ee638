/** Evidence of mandates: rows with the key of the bytes, which lie in the byte store. One for each mandate, for good. */
import type { Tx } from '#db/context.ts'
import { networkMark } from '#db/files/files.server.ts'
import { mandateFilePlace } from '#db/places.ts'
import { mandateKey, type Mandate } from './mandates.server.ts'

export interface MandateFileContent {
  /** The file's own, in base64. */
  key: string
  name: string
  type: string
  /** Of the plain bytes. */
  sha256: string
}

export interface MandateFile {
  id: string
  mandateId: string
  bytes: number
  parts: number
  storedAt: Date
  content: MandateFileContent
}

type Of = Pick<Mandate, 'id' | 'reportId' | 'clientId'>

/** As the client. False when the mandate has its evidence already. */
export async function insertMandateFile(
  tx: Tx,
  mandate: Of,
  file: Omit<MandateFile, 'mandateId'> & { network: string | null },
): Promise<boolean> {
  const { id, bytes, parts, storedAt, network } = file
  const content = (await mandateKey(tx, mandate)).seal(mandateFilePlace(id, mandate.id), file.content)
  const added = await tx.sql`
    insert into mandate_files (id, mandate_id, content, bytes, parts, stored_at, network)
    values (${id}, ${mandate.id}, ${content}, ${bytes}, ${parts}, ${storedAt},
      ${network === null ? null : networkMark(tx, network)})
    on conflict (mandate_id) do nothing returning id`
  return added.length > 0
}

/** As the client: by mandate; those without evidence are missing. */
export async function listMandateFiles(tx: Tx, mandates: readonly Of[]): Promise<Map<string, MandateFile>> {
  type Row = Omit<MandateFile, 'content' | 'bytes'> & { content: Buffer; bytes: string }
  const rows = await tx.sql<Row[]>`
    select id, mandate_id, content, bytes, parts, stored_at from mandate_files
    where mandate_id = any (${mandates.map(({ id }) => id)}::uuid[])`
  const found = new Map<string, MandateFile>()
  for (const row of rows) {
    const mandate = mandates.find(({ id }) => id === row.mandateId)
    if (!mandate) continue
    const key = await mandateKey(tx, mandate)
    const content = key.unseal<MandateFileContent>(mandateFilePlace(row.id, row.mandateId), row.content)
    found.set(row.mandateId, { ...row, bytes: Number(row.bytes), content })
  }
  return found
}

/** As the client, once the mandate is for one report: its evidence opens with the key of that report. */
export async function sealMandateFile(tx: Tx, mandate: Of, { id, content }: MandateFile): Promise<void> {
  const sealed = (await mandateKey(tx, mandate)).seal(mandateFilePlace(id, mandate.id), content)
  await tx.sql`update mandate_files set content = ${sealed} where id = ${id}`
}

/** As an operator: how many mandates an organisation gave that hold now, and how many of them have evidence as a file. */
export async function countMandates(
  tx: Tx,
  organisationId: string,
  now: Date,
): Promise<{ held: number; withFile: number }> {
  const [row] = await tx.sql<
    { held: number; withFile: number }[]
  >`select * from mandate_counts(${organisationId}, ${now})`
  return row ?? { held: 0, withFile: 0 }
}
