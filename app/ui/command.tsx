/** A command to copy. It scrolls sideways by itself, so that the page never does. */
export function Command({ label, text }: { label: string; text: string }) {
  return (
    <section className="command" tabIndex={0} aria-label={label}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  )
}
