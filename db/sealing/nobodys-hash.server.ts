/** The slow hash of a secret that nobody was shown. */
import { hashSecret, newSecret } from './secrets.server.ts'

/**
 * Checked where there is no such report, login or offer, so that an unknown name takes as long as a wrong secret; kept
 * where a report has no secret to be opened with. One for all, made when the portal starts: each takes 50 ms.
 */
export const nobodysHash: Promise<string> = hashSecret(newSecret())
