/** What the pages of programs share: a body's, and an organisation's. */
import { data, redirect } from 'react-router'

import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context } from '#db/context.ts'

import {
  actsOf,
  endProgram,
  endSecret,
  makeProgram,
  readPrograms,
  rotateSecret,
  type Keeper,
  type ProgramProblem,
} from './programs.server.ts'
import type { ProgramsShown } from './programs-view.tsx'

export async function programsPage(args: DoorArgs, context: Context<Keeper>): Promise<ProgramsShown> {
  const { programs, mandates } = await readPrograms(context)
  const { origin, pathname } = new URL(args.request.url)
  return {
    address: pathname,
    origin,
    acts: actsOf(context.actor),
    readers: context.actor.kind === 'member' ? 'members' : 'here',
    done: takeFlash(args),
    mandates,
    programs: programs.map(
      ({ clientId, name, acts, mandateId, forClients, createdAt, disabledAt, stoppedBecause, secrets }) => ({
        clientId,
        name,
        acts,
        whose: forClients ? 'clients' : (mandateId ?? 'own'),
        createdAt: createdAt.toISOString(),
        stoppedAt: disabledAt?.toISOString() ?? null,
        stoppedBecause,
        secrets: secrets.map(({ id, kind, madeAt, expiresAt, usedAt }) => ({
          id,
          kind,
          madeAt: madeAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          usedAt: usedAt?.toISOString() ?? null,
        })),
      }),
    ),
  }
}

/** Where there is nothing to choose, nothing was asked. */
function whoseIn(form: FormData, { actor }: Context<Keeper>): string {
  const said = textOf(form, 'whose')
  if (said === 'one') return textOf(form, 'mandate')
  return actor.kind === 'officer' || said === '' ? 'own' : said
}

const stale: ProgramProblem = { field: 'again', code: 'stale' }

/** Making a secret asks for a factor shown a moment ago; ending one never waits for anything. */
export async function changePrograms(args: DoorArgs, context: Context<Keeper>) {
  const form = await formOf(args.request)
  const step = textOf(form, 'do')
  const { pathname } = new URL(args.request.url)
  if (step === 'end') {
    leaveFlash(args, (await endSecret(context, textOf(form, 'secret'))) > 0 ? 'endedOne' : 'ended')
    return redirect(pathname, 303)
  }
  if (step === 'stop') {
    await endProgram(context, textOf(form, 'program'))
    leaveFlash(args, 'stopped')
    return redirect(pathname, 303)
  }
  if (step === 'renew') {
    await requireFresh(args)
    return data({ made: await rotateSecret(context, textOf(form, 'secret'), textOf(form, 'overlap')) })
  }
  const wish = {
    name: textOf(form, 'name'),
    acts: form.getAll('acts').filter((act) => typeof act === 'string'),
    whose: whoseIn(form, context),
    kind: textOf(form, 'kind'),
    days: textOf(form, 'days'),
  }
  const made = (await isFreshOrStays(args)) ? await makeProgram(context, wish) : { problems: [stale] }
  return 'problems' in made ? data({ wish, problems: made.problems }, { status: 422 }) : data({ made })
}
