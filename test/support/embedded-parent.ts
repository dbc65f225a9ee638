/** A process that owns an embedded server until it is killed, or gives up when it is told anything. Prints the server's address and process. */
import { startEmbedded } from '#db/cluster/embedded.server.ts'

const server = await startEmbedded({ folder: process.argv[2] ?? '' })
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid() })}\n`)
process.stdin.once('data', () => process.exit(1))
setInterval(() => {}, 1_000)
