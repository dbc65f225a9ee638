import { z } from 'zod'

import type { Context, Worker } from '#db/context.ts'
import { listDeliveries } from '#db/deliveries.server.ts'
import { extractorFor, writeExtract } from '#db/extracts.server.ts'

import { cellsOf } from './columns.ts'
import { searchText } from './search-text.server.ts'

const revision = z.object({ reportId: z.string(), number: z.number() })

/**
 * Makes what a revision says findable, and fit for columns, at each body that got it. The worker itself can open no
 * report: for each body it acts as a program of that body, so one body's words cannot get into another's extract.
 */
export async function extractRevision({ db }: Context<Worker>, payload: unknown): Promise<void> {
  const { reportId, number } = revision.parse(payload)
  const sent = await db.transaction((tx) => listDeliveries(tx, reportId))
  const recipients = sent.filter(({ revisionNumber }) => revisionNumber === number).map(({ recipient }) => recipient)
  for (const recipient of recipients) {
    await db.as(extractorFor(recipient)).transaction((tx) =>
      writeExtract(tx, reportId, (projection, reference) => ({
        cells: cellsOf(projection),
        text: searchText(projection, reference),
      })),
    )
  }
}
