export type StoreRefusalCode =
  | 'staleDraft' // somebody saved the draft in between
  | 'staleRevision' // somebody submitted in between
  | 'idempotencyConflict' // the same key came with another payload
  | 'withdrawn'
  | 'givenBack' // the body has nothing of it any more
  | 'notFound'
  | 'sealBroken' // changed, moved, or sealed with another key
  | 'keyMissing' // the key file does not hold the key that is needed
  | 'storeFull' // no room for bytes
  | 'storeAway' // the store of bytes does not answer

/** What the store refuses, with a code that has words in locales. */
export class StoreRefusal extends Error {
  readonly code: StoreRefusalCode
  constructor(code: StoreRefusalCode, message: string = code) {
    super(message)
    this.name = 'StoreRefusal'
    this.code = code
  }
}
