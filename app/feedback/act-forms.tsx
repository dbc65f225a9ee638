import type { ActTyped } from '#app/case-files/acts/act-form.tsx'
import type { AskableView, CaseSummary } from '#app/case-files/page/case-page.ts'

import { AcknowledgeForm, AdviseForm, WarnForm } from './answer-back-forms.tsx'
import { AskForm } from './ask-form.tsx'
import { ClosingForm } from './closing-form.tsx'
import type { AskingView } from './asking-view.ts'
import { HoldForms } from './hold-forms.tsx'
import { TemplatesLink } from './template-picker.tsx'

export interface ActsProps {
  file: CaseSummary
  typed: ActTyped
  /** The officer's body, as people call it. */
  recipient: string
  asking: AskingView
}

interface FeedbackFormsProps extends ActsProps {
  askable: AskableView
  shown: readonly string[]
  today: string
}

/** Everything an officer can say to the reporter, each behind its name; the one that was refused stays open. */
export function FeedbackForms(props: FeedbackFormsProps) {
  return (
    <>
      <AcknowledgeForm {...props} />
      <AskForm {...props} />
      <AdviseForm {...props} />
      <WarnForm {...props} />
      <HoldForms {...props} />
      <ClosingForm {...props} />
      <TemplatesLink />
    </>
  )
}
