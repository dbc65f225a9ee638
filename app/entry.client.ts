/**
 * The one script of every page. It makes pages more pleasant and is never needed: each part looks for its own
 * attributes, does nothing without them, and none knows another. No React, no dependencies.
 */
import { autosave } from './enhance/autosave.ts'
import { confirm } from './enhance/confirm.ts'
import { count } from './enhance/count.ts'
import { focus } from './enhance/focus.ts'
import { keys } from './enhance/keys.ts'
import { live } from './enhance/live.ts'
import { passkey } from './enhance/passkey.ts'
import { print } from './enhance/print.ts'
import { proof } from './enhance/proof.ts'
import { reveal } from './enhance/reveal.ts'
import { showSecret } from './enhance/show-secret.ts'
import { upload } from './enhance/upload.ts'
import { submitOnce } from './enhance/submit-once.ts'

for (const enhance of [
  focus,
  reveal,
  showSecret,
  count,
  confirm,
  upload,
  submitOnce,
  autosave,
  live,
  keys,
  print,
  passkey,
  proof,
])
  enhance()
