/** The form of a page that asks for a proof of work: worked out in the background, then sent by itself. */
export function proof(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-proof]')
  const { proof: ticket, bits } = form?.dataset ?? {}
  const field = form?.querySelector<HTMLInputElement>('[name=proof]')
  if (!form || !field || !ticket || !globalThis.crypto?.subtle) return // only over https; otherwise one waits
  for (const shown of document.querySelectorAll<HTMLElement>('[data-proof-shown]')) shown.hidden = !shown.hidden
  void solve(ticket, Number(bits)).then((found) => {
    field.value = found
    form.requestSubmit()
  })
}

const atOnce = 500

/** The first number for which SHA-256 of `ticket:number` begins with so many zero bits. The page stays usable meanwhile. */
export async function solve(ticket: string, bits: number): Promise<string> {
  const encoder = new TextEncoder()
  for (let first = 0; ; first += atOnce) {
    const numbers = Array.from({ length: atOnce }, (_, index) => String(first + index))
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest('SHA-256', encoder.encode(`${ticket}:${number}`))),
    )
    const found = hashes.findIndex((hash) => new DataView(hash).getUint32(0) >>> (32 - bits) === 0)
    if (found >= 0) return String(first + found)
  }
}
