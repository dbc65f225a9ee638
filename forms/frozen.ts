/** To its leaves, as plain JSON goes: it is given to whoever asks next. What is frozen already is taken to be so within. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
