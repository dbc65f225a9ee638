/** Intakes as plain data for pages. */
import type { Intake, IntakeLine } from '#db/case-files/intakes.server.ts'

export interface IntakeView {
  /** Whose officer typed it. */
  by: string
  channel: Intake['channel']
  receivedAt: string
  startedAt: string
  takenOverAt: string | null
}

export interface OwnIntakeView extends IntakeView {
  reference: string
  name: string
  phone: string
  officer: string | null
  codeExpiresAt: string | null
}

export function intakeView({ recipient, channel, receivedAt, startedAt, takenOverAt }: Intake): IntakeView {
  return {
    by: recipient,
    channel,
    receivedAt: receivedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    takenOverAt: takenOverAt?.toISOString() ?? null,
  }
}

/** A code that is used up or has run out is none. */
export function ownIntakeView(line: IntakeLine, now: Date): OwnIntakeView {
  const { reference, caller, officer, codeExpiresAt, codeFailures } = line
  const holds = codeExpiresAt !== null && codeExpiresAt > now && codeFailures < 5
  return {
    ...intakeView(line),
    ...caller,
    reference,
    officer,
    codeExpiresAt: holds ? codeExpiresAt.toISOString() : null,
  }
}
