/** Made from the OpenAPI document by `npm run client`; do not edit. Needs nothing but fetch. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

export type TokenRequest = {
  grant_type: 'client_credentials'
  scope?: string
  client_id?: string
  client_secret?: string
}

export type ValidateRequest = {
  answers: Answers
}

export type PlanRequest = {
  answers: Answers
  /** The moment to plan for; now when left out. */
  asOf?: string
}

export type NewReport = {
  /** Bodies are written to in it. */
  language?: 'ja' | 'en'
  answers?: Answers
  /** For programs of a vendor: the number of the mandate. A program of one mandate may leave it out. */
  mandate?: string
  /** For programs of a vendor: its own number. */
  ticket?: string
}

export type DraftChange = {
  /** By item; null takes an answer away (RFC 7396). */
  answers?: Answers
  /** Replaces all choices. */
  choices?: Choices
}

export type Choices = {
  /** Bodies that shall not get it, where nobody is bound. */
  declined?: string[]
  /** Optional items, by body. */
  added?: Record<string, string[]>
  /** Items that shall stay, by body. */
  withheld?: Record<string, string[]>
}

export type AnswersGiven =
  | {
      /** Answers every open question about these items. */
      answers: Answers
      /** Bodies that may have an answer that no rule gives them. */
      consents?: {
        recipient: string
        item: string
      }[]
    }
  | {
      question: string
      text: string
    }

export type NextReport = {
  phase: 'interim' | 'final'
}

export type Nothing = Record<string, never>

export type ReportDocument = {
  format: 'madoguchi-report-1'
  reference: string
  exportedAt: string
  draft: {
    edition: '2026-10'
    answers: Record<string, Json>
    choices: {
      declined: string[]
      added: Record<string, string[]>
      withheld: Record<string, string[]>
    }
    /** SHA-256, in hexadecimal, of the canonical JSON of `{answers, choices, edition}`. */
    digest: string
  }
  revisions: {
    edition: string
    answers: Record<string, Json>
    choices: {
      declined: string[]
      added: Record<string, string[]>
      withheld: Record<string, string[]>
    }
    /** SHA-256, in hexadecimal, of the canonical JSON of `{answers, choices, edition}`. */
    digest: string
    revision: number
    phase: 'initial' | 'interim' | 'final'
    submittedAt: string
  }[]
  /** Of this portal, over all the rest. */
  seal?: string
}

export type Acknowledgement = {
  number?: string
  text?: string
}

export type Question = {
  /** None asks in general. */
  items?: string[]
  text: string
  /** The day an answer is wanted by, in Japan. */
  due?: string | null
}

export type Retraction = {
  /** Why; the reporter reads it. */
  text: string
}

export type Advice = {
  text: string
  tlp: 'TLP:RED' | 'TLP:AMBER+STRICT' | 'TLP:AMBER' | 'TLP:GREEN' | 'TLP:CLEAR'
}

export type Closure = {
  reason: 'resolved' | 'no-further-action' | 'transferred' | 'duplicate' | 'out-of-scope'
  text?: string
}

export type WebhookToBody = {
  recipient: string
  reference: string
  caseFileId: string
  deliveryId?: string
  revision?: number
  phase?: 'initial' | 'interim' | 'final'
  /** As `delivery.digest` of the case file. */
  digest?: string
  questionId?: string
  feedbackId?: string
  handOverId?: string | null
  /** JWE (compact) of what the body got, where it has given a public key; nobody else can read it. */
  content?: string
}

export type WebhookToFiler = {
  reference: string
  recipient: string
  subjectId: string | null
}

export type Token = {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  scope: string
}

export type TokenRefused = {
  error: string
  /** A page that says what it means and what to do. */
  type: string
  title: string
  status: number
  code: string
  detail?: string
  problems?: (ProblemOfItem | ProblemOfField)[]
}

export type ProblemOfItem = {
  item: string
  part?: string
  /** The entry of a repeated group, from 0. */
  index?: number
  /** Which value of a list, from 0. */
  entry?: number
  code: string
  /** In the language of Accept-Language. */
  detail: string
}

export type ProblemOfField = {
  /** A name, or a JSON pointer into what was sent. */
  field: string
  code: string
  detail: string
}

export type Validation = {
  valid: boolean
  answers: Answers
  problems: ProblemOfItem[]
  remarks: Remark[]
}

export type Remark = {
  item: string
  /** ahead: the time of something that has happened lies ahead. early: an end lies before the beginning or the detection. ownWord: a word that the form does not list; it is kept, and decides nothing. filledIn: the portal fills it in; leave it out of a draft. nullLeftOut: entries of a list that are null are left out. */
  code: 'ahead' | 'early' | 'ownWord' | 'filledIn' | 'nullLeftOut'
  /** In the language of Accept-Language. */
  detail: string
}

export type Problem = {
  /** A page that says what it means and what to do. */
  type: string
  title: string
  status: number
  code: string
  detail?: string
  problems?: (ProblemOfItem | ProblemOfField)[]
}

export type Plan = {
  edition: string
  rulebook: string
  asOf: string
  phase: 'initial' | 'interim' | 'final'
  recipients: PlannedRecipient[]
  asked: {
    item: string
    urgency: 'now' | 'later' | 'optional'
    for: string[]
  }[]
  remarks: Remark[]
}

export type PlannedRecipient = {
  recipient: string
  name: string
  verdict: 'required' | 'expected' | 'offered' | 'undecided'
  duty: string
  reasons: {
    rule: string
    duty: string
    ground: string
    groundName: string
    verdict: 'required' | 'expected' | 'offered' | 'undecided'
    /** The items whose answers make it hold. */
    because: string[]
    /** The items that would decide it. */
    dependsOn: string[]
  }[]
  /** What this body would get of these answers now; nothing unless required or expected. */
  items: {
    item: string
    strength: string
    ground: string
  }[]
  clocks: {
    clock: string
    report: string
    startsFrom: string
    due: Due
  }[]
}

export type Due = {
  kind: 'promptly' | 'at' | 'day' | 'none' | 'open'
  at?: string
  latest?: string
  guideline?: string
}

export type ReportList = {
  reports: Report[]
  /** Give it as `after` for the next page; null at the end. */
  next: string | null
}

export type Report = {
  reference: string
  language: 'ja' | 'en'
  edition: string
  /** 0 before the first submission. */
  revision: number
  draftVersion: number
  startedAt: string
  submittedAt: string | null
  withdrawnAt: string | null
  standing: Standing
  /** The number of the mandate under which the caller acts on it. */
  mandate: string | null
}

export type Standing = 'guest' | 'account' | 'unverified' | 'openid' | 'letter' | 'operator'

export type Started = {
  reference: string
  version: number
}

export type Draft = {
  reference: string
  version: number
  savedAt: string
  answers: Answers
  choices: ChoicesOutput
}

export type Saved = {
  version: number
}

export type Submitted = {
  reference: string
  revision: number
  submittedAt: string
  /** Whom it reached: those whose part is new. */
  recipients: string[]
}

export type Board = {
  reference: string
  language: 'ja' | 'en'
  edition: string
  /** 0 before the first submission. */
  revision: number
  draftVersion: number
  startedAt: string
  submittedAt: string | null
  withdrawnAt: string | null
  standing: Standing
  /** The number of the mandate under which the caller acts on it. */
  mandate: string | null
  recipients: {
    recipient: string
    name: string
    sentAt: string
    deliveredAt: string | null
    openedAt: string | null
    acknowledgedAt: string | null
    number: string | null
    closedAt: string | null
    openQuestions: number
    clocks: {
      recipient: string
      clock: string
      report: 'initial' | 'interim' | 'final' | 'notice'
      kind: 'promptly' | 'at' | 'day' | 'open'
      dueAt: string | null
      /** The earliest moment that the law can be read to mean. */
      cautiousAt: string | null
      guidelineAt: string | null
      metAt: string | null
    }[]
  }[]
  revisions: {
    revision: number
    phase: 'initial' | 'interim' | 'final'
    submittedAt: string
    deliveries: {
      id: string
      recipient: string
      digest: string
    }[]
  }[]
  messages: Message[]
}

export type Message = {
  id: string
  recipient: string
  kind:
    | 'acknowledgement'
    | 'question'
    | 'answer'
    | 'advice'
    | 'warning'
    | 'match'
    | 'closing'
    | 'reopening'
    | 'message'
    | 'retraction'
  from: 'recipient' | 'reporter'
  sentAt: string
  items: string[]
  text: string | null
  /** The vendor that said it for the reporter; of a question, that answered it. Null also where that is not told. */
  by: string | null
  number: string | null
  reason: string | null
  tlp: string | null
  due: string | null
  told: {
    item: string
    value: Json
  }[]
  answered: {
    at: string
    revision: number | null
  } | null
  /** Of a question that the body took back: it needs no answer. A message of the kind `retraction` says why. */
  retractedAt: string | null
}

export type Delivery = {
  sending: {
    reference: string
    revision: number
    sentAt: string
    /** SHA-256 of the canonical JSON of `projection`, or of `{cover, projection}` when there is a cover. */
    digest: string
    /** The body that passed it on. */
    handed?: {
      by: string
      ground: string | null
      groundText: string | null
    }
  }
  projection: {
    recipient: string
    edition: string
    rulebook: string
    phase: 'initial' | 'interim' | 'final'
    duty: string
    rules: string[]
    items: {
      item: string
      value: Json
      strength: 'statutory' | 'required' | 'optional' | 'anonymised'
      ground: string
    }[]
  }
  /** Since the last delivery; null for the first. */
  changes: Change[] | null
  cover?: Cover
}

export type Change = {
  item: string
  kind: 'added' | 'changed' | 'removed'
  before?: Json
  after?: Json
}

export type Cover = {
  changes: string | null
  late: {
    clock: string
    reason: string
  }[]
}

export type QuestionList = {
  questions: AskedQuestion[]
  /** Give it as `after` for the next page; null at the end. */
  next: string | null
}

export type AskedQuestion = {
  id: string
  reference: string
  recipient: string
  name: string
  askedAt: string
  /** The day an answer is wanted by, in Japan. */
  due: string | null
  /** None: it is answered in words, by its id. */
  items: string[]
  text: string
}

export type OpenQuestions = {
  questions: OpenQuestion[]
}

export type OpenQuestion = {
  id: string
  reference: string
  recipient: string
  name: string
  askedAt: string
  /** The day an answer is wanted by, in Japan. */
  due: string | null
  /** None: it is answered in words, by its id. */
  items: string[]
  text: string
  /** The body has closed its case since. */
  closed: boolean
  /** Items that this body gets by consent alone. */
  byConsent: string[]
}

export type Answered = {
  revision: number | null
  /** The client looks at it first; GET …/sendings says what it said. Only for programs of a vendor. */
  waits: boolean
}

export type MandateList = {
  mandates: Mandate[]
  /** Give it as `after` for the next page; null at the end. */
  next: string | null
}

export type Mandate = {
  number: string
  /** As the vendor calls it, or else as the client named itself. */
  client: string
  /** For all reports of the client; otherwise for one. */
  forAll: boolean
  /** Of the form; null: all. */
  sections: string[] | null
  acts: ('draft' | 'send' | 'answer')[]
  /** The client looks at each sending before it goes. */
  approves: boolean
  until: string | null
  reports: number
  openQuestions: number
}

export type SendingAsked = {
  draftVersion: number
  askedAt: string
}

export type SendingList = {
  sendings: {
    askedAt: string
    draftVersion: number
    state: 'waits' | 'approved' | 'returned' | 'stopped' | 'taken-back'
    decidedAt: string | null
    /** What the client wrote when it returned it. */
    words: string | null
    revision: number | null
  }[]
}

export type Imported = {
  reference: string
  version: number
  /** It carries the seal of this portal: nothing in it was changed. */
  copy: boolean
}

export type CaseList = {
  caseFiles: CaseLine[]
  /** Give it as `after` for the next page; null at the end. */
  next: string | null
}

export type CaseLine = {
  id: string
  reference: string
  state: 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'withdrawn' | 'merged'
  stage: 'initial' | 'interim' | 'final'
  revision: number
  organisation: string | null
  title: string | null
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  dueAt: string | null
  receivedAt: string
  updatedAt: string
  openedAt: string | null
  acknowledgedAt: string | null
  closedAt: string | null
  closedReason: string | null
  withdrawnAt: string | null
}

export type CaseFile = {
  id: string
  reference: string
  state: 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'withdrawn' | 'merged'
  stage: 'initial' | 'interim' | 'final'
  revision: number
  organisation: string | null
  title: string | null
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  dueAt: string | null
  receivedAt: string
  updatedAt: string
  openedAt: string | null
  acknowledgedAt: string | null
  closedAt: string | null
  closedReason: string | null
  withdrawnAt: string | null
  /** The number that the body gave it. */
  number: string | null
  /** An officer of the body has taken it in hand. */
  taken: boolean
  reporter: Reporter
  why: {
    duty: string
    rulebook: string
    edition: string
    rules: {
      rule: string
      name: string
      ground: string
      groundName: string
    }[]
    /** The body that passed it on. */
    handedBy: string | null
  }
  delivery: {
    id: string
    revision: number
    phase: 'initial' | 'interim' | 'final'
    sentAt: string
    openedAt: string | null
    /** SHA-256 of the canonical JSON of the projection, in hexadecimal. */
    digest: string
    items: {
      item: string
      value: Json
      strength: 'statutory' | 'required' | 'optional' | 'anonymised'
      ground: string
      name: string
    }[]
    /** Since the last delivery; null for the first. */
    changes: Change[] | null
    cover: Cover | null
  }
  revisions: {
    delivery: string
    revision: number
    phase: 'initial' | 'interim' | 'final'
    sentAt: string
  }[]
  clocks: RunningClock[]
  messages: Message[]
}

export type Reporter = {
  standing: Standing
  since: string | null
  /** Whether a verified organisation is the one that the answers name, by its corporate number, also where the number is not among what the body got. uncompared: none was given; null: nobody is verified, or nobody is named. */
  fit: 'same' | 'other' | 'uncompared' | null
  /** Who filed the revision that is shown under a mandate, and whether the client looked at it; null where it filed itself, and for those who get anonymised information. */
  filedBy: {
    vendor: string
    approved: boolean
  } | null
}

export type RunningClock = {
  recipient: string
  clock: string
  report: 'initial' | 'interim' | 'final' | 'notice'
  kind: 'promptly' | 'at' | 'day' | 'open'
  startsFrom: string
  startedAt: string | null
  dueAt: string | null
  /** The earliest moment that the law can be read to mean. */
  cautiousAt: string | null
  guidelineAt: string | null
  metAt: string | null
}

export type Done = {
  done: string
}

export type CaseExport = {
  caseFiles: {
    id: string
    reference: string
    state: 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'withdrawn' | 'merged'
    stage: 'initial' | 'interim' | 'final'
    revision: number
    organisation: string | null
    title: string | null
    attackType: string | null
    sector: string | null
    prefecture: string | null
    severity: number | null
    dueAt: string | null
    receivedAt: string
    updatedAt: string
    openedAt: string | null
    acknowledgedAt: string | null
    closedAt: string | null
    closedReason: string | null
    withdrawnAt: string | null
    answers: Record<string, Json>
  }[]
}

export type DeliveryCopy = {
  sending: {
    reference: string
    revision: number
    sentAt: string
    /** SHA-256 of the canonical JSON of `projection`, or of `{cover, projection}` when there is a cover. */
    digest: string
    /** The body that passed it on. */
    handed?: {
      by: string
      ground: string | null
      groundText: string | null
    }
    /** The body whose officer typed it for somebody who called or wrote. */
    typed?: {
      by: string
      channel: string
    }
    standing: {
      how: Standing
      since: string | null
      fit?: 'same' | 'other' | 'uncompared'
    }
  }
  projection: {
    recipient: string
    edition: string
    rulebook: string
    phase: 'initial' | 'interim' | 'final'
    duty: string
    rules: string[]
    items: {
      item: string
      value: Json
      strength: 'statutory' | 'required' | 'optional' | 'anonymised'
      ground: string
    }[]
  }
  /** Since the last delivery; null for the first. */
  changes: Change[] | null
  cover?: Cover
}

export type ChoicesOutput = {
  /** Bodies that shall not get it, where nobody is bound. */
  declined: string[]
  /** Optional items, by body. */
  added: Record<string, string[]>
  /** Items that shall stay, by body. */
  withheld: Record<string, string[]>
}

export type Answers = {
  /** 報告の目的 / Purpose of report */
  'report-purpose'?: string[] | 'unknown' | null
  /** 任意で知らせる機関 / Recipients informed voluntarily */
  'report-recipients'?:
    | ('police' | 'jpcert' | 'ipa' | 'ppc' | 'nco' | 'isac' | 'fsa' | 'mic' | 'mhlw' | 'meti' | 'mlit' | 'acquirer')[]
    | 'unknown'
    | 'none'
    | null
  /** 根拠法令 / Legal basis */
  'report-legal-basis'?: string[] | 'unknown' | null
  /** 報告者の立場 / Capacity of the reporter */
  'reporter-capacity'?:
    | {
        role: 'victim' | 'processor' | 'vendor' | 'agent' | 'unknown'
        organisation?: string | 'unknown'
        authorised?: boolean | 'unknown'
      }
    | 'unknown'
    | null
  /** 被害組織の名称 / Affected organisation */
  'org-name'?: string | 'unknown' | null
  /** 法人番号 / Corporate number */
  'org-corporate-number'?: string | 'unknown' | 'none' | null
  /** 所在地 / Address */
  'org-address'?:
    | {
        prefecture:
          | '北海道'
          | '青森県'
          | '岩手県'
          | '宮城県'
          | '秋田県'
          | '山形県'
          | '福島県'
          | '茨城県'
          | '栃木県'
          | '群馬県'
          | '埼玉県'
          | '千葉県'
          | '東京都'
          | '神奈川県'
          | '新潟県'
          | '富山県'
          | '石川県'
          | '福井県'
          | '山梨県'
          | '長野県'
          | '岐阜県'
          | '静岡県'
          | '愛知県'
          | '三重県'
          | '滋賀県'
          | '京都府'
          | '大阪府'
          | '兵庫県'
          | '奈良県'
          | '和歌山県'
          | '鳥取県'
          | '島根県'
          | '岡山県'
          | '広島県'
          | '山口県'
          | '徳島県'
          | '香川県'
          | '愛媛県'
          | '高知県'
          | '福岡県'
          | '佐賀県'
          | '長崎県'
          | '熊本県'
          | '大分県'
          | '宮崎県'
          | '鹿児島県'
          | '沖縄県'
          | 'abroad'
          | 'unknown'
        city?: string | 'unknown'
        postcode?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 業種 / Industry */
  'org-industry'?: string | 'unknown' | null
  /** 重要インフラの分野 / Critical-infrastructure sector */
  'org-ci-sector'?: string | string[] | 'unknown' | null
  /** 国の指定・登録・免許 / Designations and licences */
  'org-designation'?: string[] | 'unknown' | null
  /** 代表者の氏名 / Representative */
  'org-representative'?: string | 'unknown' | null
  /** 免許・登録番号など / Licence and identifiers */
  'org-identifiers'?:
    | {
        licence?: string | 'unknown'
        lei?: string | 'unknown'
        parent?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 連絡担当者 / Contact person */
  'contact-name'?:
    | {
        name: string | 'unknown'
        department?: string | 'unknown'
        title?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 電話番号 / Telephone number */
  'contact-phone'?: string | 'unknown' | null
  /** メールアドレス / E-mail address */
  'contact-email'?: string | 'unknown' | null
  /** 責任者の氏名 / Person responsible */
  'contact-responsible'?: string | 'unknown' | null
  /** 夜間・休日の連絡先 / Night and holiday contact */
  'contact-alternate'?:
    | {
        name?: string | 'unknown'
        phone?: string | 'unknown'
        email?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 政府内での共有への同意 / Consent to sharing within the government */
  'sharing-consent-government'?: boolean | 'unknown' | null
  /** 専門機関との共有への同意 / Consent to sharing with expert bodies */
  'sharing-consent-expert'?: boolean | 'unknown' | null
  /** 情報の取扱い（TLP） / Handling (TLP) */
  'sharing-tlp'?: 'TLP:RED' | 'TLP:AMBER+STRICT' | 'TLP:AMBER' | 'TLP:GREEN' | 'TLP:CLEAR' | 'unknown' | null
  /** 発生日時 / Time of occurrence */
  'time-occurrence'?:
    | {
        value: string | 'unknown'
        certainty?: 'estimated' | 'confirmed' | 'unknown'
      }
    | 'unknown'
    | null
  /** 検知・発覚日時 / Time of detection */
  'time-detection'?: string | 'unknown' | null
  /** 事態を知った日時 / Time of awareness */
  'time-awareness'?: string | 'unknown' | null
  /** 重大と判断した日時 / Time of classification as major */
  'time-classification'?: string | 'unknown' | null
  /** 対応開始日時 / Start of response */
  'time-response-start'?:
    | {
        value: string | 'unknown'
        status?: 'started' | 'planned' | 'unknown'
      }
    | 'unknown'
    | null
  /** 詳細調査・復旧作業の日時 / Investigation and recovery work */
  'time-investigation'?:
    | {
        value: string | 'unknown'
        status?: 'done' | 'planned' | 'unknown'
      }
    | 'unknown'
    | null
  /** 事業者・専門機関への相談 / Vendors and experts engaged */
  'time-support-engaged'?:
    | {
        who: string | 'unknown'
        kind?: string | 'unknown'
        period?: string | 'unknown'
        status?: 'done' | 'planned' | 'unknown'
      }[]
    | 'unknown'
    | null
  /** 復旧（見込み）日時 / Restoration (actual or expected) */
  'time-restored'?: string | 'unknown' | null
  /** 収束日時 / Time of resolution */
  'time-resolved'?: string | 'unknown' | null
  /** これまでの経過 / Chronology */
  'time-narrative'?: string | 'unknown' | null
  /** 件名 / Title */
  'incident-title'?: string | 'unknown' | null
  /** 概要 / Summary */
  'incident-summary'?: string | 'unknown' | null
  /** 悪意のある行為の疑い / Suspected malicious act */
  'incident-cyber-suspected'?: 'yes' | 'no' | 'unknown' | null
  /** 被害の種類 / Kinds of harm */
  'incident-events'?: ('information-leak' | 'system-outage' | 'business-impact' | 'other')[] | 'unknown' | null
  /** 攻撃の類型 / Type of attack */
  'incident-attack-type'?:
    | (
        | 'intrusion-ransomware'
        | 'ddos'
        | 'targeted'
        | 'vulnerability-exploitation'
        | 'phishing'
        | 'bec'
        | 'web-skimming'
        | 'supply-chain'
        | 'insider'
        | 'non-indiscriminate-intrusion'
        | 'unclassified-specific'
        | 'other'
      )[]
    | 'unknown'
    | null
  /** 現在の状況 / Current status */
  'incident-status'?: string | 'unknown' | null
  /** 重大度 / Severity */
  'incident-severity'?: string | 'unknown' | null
  /** 自組織の管理番号 / Internal reference */
  'incident-internal-id'?:
    | {
        id?: string | 'unknown'
        related?: (string | 'unknown')[] | 'unknown'
      }
    | 'unknown'
    | null
  /** 検知のきっかけ / Source of detection */
  'detect-source'?:
    | {
        source: 'self' | 'external' | 'unknown'
        notifier?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 検知・発覚の経緯 / Circumstances of detection */
  'detect-narrative'?: string | 'unknown' | null
  /** 被害を受けた機器・システム / Affected systems */
  'sys-affected'?:
    | {
        systems?: (string | 'unknown')[] | 'unknown'
        count?: number | 'unknown'
      }
    | 'unknown'
    | null
  /** 発生場所 / Location */
  'sys-location'?: string | 'unknown' | null
  /** 侵害された特定重要電子計算機 / Designated important computers hit */
  'sys-designated-computer'?: (string | 'unknown')[] | 'unknown' | 'none' | null
  /** 設置環境 / Hosting environment */
  'sys-environment'?: string[] | 'unknown' | null
  /** 被害システムのIPアドレス等 / Addresses and host names of affected systems */
  'sys-address'?: (string | 'unknown')[] | 'unknown' | null
  /** OS・ソフトウェア・機器 / Operating systems, software and hardware */
  'sys-software'?: (string | 'unknown')[] | 'unknown' | null
  /** 導入済みの対策 / Security measures in place */
  'sys-security-controls'?: string[] | 'unknown' | null
  /** 影響を受けたサービス / Services affected */
  'impact-services'?: (string | 'unknown')[] | 'unknown' | null
  /** 業務への影響 / Business impact */
  'impact-business'?: string | 'unknown' | null
  /** 停止・遅延の程度 / Extent of the outage */
  'impact-outage'?:
    | {
        degree?: 'full' | 'partial' | 'none' | 'unknown'
        hours?: number | 'unknown' | 'ongoing'
      }
    | 'unknown'
    | null
  /** サービス維持レベルの逸脱 / Deviation from the service level */
  'impact-ci-level'?: 'deviated' | 'not-deviated' | 'unknown' | null
  /** 人の安全・診療への影響 / Effect on safety and patient care */
  'impact-safety'?: string | 'unknown' | null
  /** 影響を受けた利用者 / Users affected */
  'impact-users'?:
    | {
        count?: number | 'unknown'
        percent?: number | 'unknown'
      }
    | 'unknown'
    | null
  /** 影響地域 / Area affected */
  'impact-area'?: (string | 'unknown')[] | 'unknown' | null
  /** 取引先・他分野への影響 / Effect on partners and other sectors */
  'impact-third-parties'?: string | 'unknown' | null
  /** 今後の見通し / Outlook */
  'impact-outlook'?: string | 'unknown' | null
  /** 個人情報以外の漏えい情報 / Other information leaked */
  'impact-information'?: string | 'unknown' | null
  /** 影響を受けた取引 / Transactions affected */
  'impact-transactions'?:
    | {
        count?: number | 'unknown'
        percent?: number | 'unknown'
        amount?: number | 'unknown'
      }
    | 'unknown'
    | null
  /** 被害額・対応費用 / Losses and costs */
  'impact-financial'?:
    | {
        amount: number | 'unknown'
        currency?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 個人データの関与 / Involvement of personal data */
  'pd-involved'?: 'yes' | 'no' | 'unknown' | null
  /** 漏えいなどの種類 / Type of personal-data breach */
  'pd-breach-type'?: ('leak' | 'leak-feared' | 'loss' | 'loss-feared' | 'damage' | 'damage-feared')[] | 'unknown' | null
  /** 個人データの項目 / Kinds of personal data */
  'pd-items'?:
    | {
        items?: string[] | 'unknown'
        medium?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 本人の数 / Number of people concerned */
  'pd-subject-count'?:
    | {
        max?: number | 'unknown'
        certainty?: 'estimated' | 'confirmed' | 'unknown'
        records?: number | 'unknown'
      }
    | 'unknown'
    | null
  /** 本人の種別 / Kinds of people concerned */
  'pd-subject-kinds'?: string[] | 'unknown' | null
  /** 該当する報告対象事態 / Applicable reporting triggers */
  'pd-trigger'?: ('rule7-1' | 'rule7-2' | 'rule7-3' | 'rule7-4' | 'none')[] | 'unknown' | null
  /** 高度な暗号化の有無 / Strong encryption */
  'pd-protection'?: string | 'unknown' | null
  /** データの取扱いの委託 / Entrustment of the data */
  'pd-entrustment'?:
    | {
        role: 'own' | 'entrustor' | 'processor' | 'both' | 'unknown'
        counterparties?: (string | 'unknown')[] | 'unknown'
        counterparties_notified?: boolean | 'unknown'
        own_data_subjects?: number | 'unknown' | 'yes' | 'no'
      }
    | 'unknown'
    | null
  /** 漏えいなどの原因 / Cause of the breach */
  'pd-cause-category'?:
    | {
        side: 'own' | 'processor' | 'third-party' | 'unknown'
        category?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 二次被害 / Further damage */
  'pd-secondary-damage'?:
    | {
        exists: string | 'unknown'
        detail?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 本人への通知 / Notice to the people concerned */
  'pd-subject-notice'?:
    | {
        status: string | 'unknown'
        method?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 原因 / Cause */
  'cause-summary'?: string | 'unknown' | null
  /** 侵入方法 / Means of entry */
  'cause-initial-access'?: string[] | 'unknown' | null
  /** 侵入から被害までの経路 / Route from entry to damage */
  'cause-route'?: string | 'unknown' | null
  /** 推測の理由・証拠 / Reasons and evidence */
  'cause-evidence'?: string | 'unknown' | null
  /** 原因特定の参考情報 / Basis of the finding */
  'cause-basis'?: string[] | 'unknown' | null
  /** 悪用された脆弱性 / Exploited vulnerabilities */
  'cause-vulnerability'?: (string | 'unknown')[] | 'unknown' | null
  /** 攻撃の手法 / Attack techniques */
  'cause-ttp'?: (string | 'unknown')[] | 'unknown' | null
  /** 見つかったマルウェア / Malware found */
  'cause-malware'?:
    | {
        name?: string | 'unknown'
        symptoms?: string | 'unknown'
        sample?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 攻撃者に関する情報 / Information on the attacker */
  'cause-actor'?: string | 'unknown' | null
  /** 根本原因の分類 / Root-cause class */
  'cause-root-type'?: string[] | 'unknown' | null
  /** 攻撃に使われた通信先 / Network addresses used by the attacker */
  'ioc-network'?: (string | 'unknown')[] | 'unknown' | null
  /** マルウェアのハッシュ値など / Malware hashes and file names */
  'ioc-malware'?: (string | 'unknown')[] | 'unknown' | null
  /** 攻撃元 / Sources of the attack */
  'ioc-source'?:
    | {
        host: string | 'unknown'
        protocol?: string | 'unknown'
        port?: string | 'unknown'
      }[]
    | 'unknown'
    | null
  /** ログ / Logs */
  'ioc-log'?: string | 'unknown' | null
  /** 技術情報の公開状況 / Public availability of the indicators */
  'ioc-public-info'?:
    | {
        class: string | 'unknown'
        public?: boolean | 'unknown'
        explanation?: string | 'unknown'
      }[]
    | 'unknown'
    | null
  /** 脅迫文 / Ransom note */
  'ransom-note'?: string | 'unknown' | null
  /** 暗号化ファイルの拡張子 / Extension of encrypted files */
  'ransom-extension'?: string | 'unknown' | null
  /** 脅迫の種類 / Kind of extortion */
  'ransom-type'?: string | 'unknown' | null
  /** バックアップの状態 / State of the backups */
  'ransom-backup'?: string | 'unknown' | null
  /** ランサムウェア等の名称 / Name of the ransomware or group */
  'ransom-family'?: string | 'unknown' | null
  /** 要求内容 / Ransom demand */
  'ransom-demand'?:
    | {
        amount: number | 'unknown' | 'not-disclosed'
        currency?: string | 'unknown'
        deadline?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 身代金の支払い / Ransom payment */
  'ransom-payment'?:
    | {
        status: string | 'unknown'
        amount?: number | 'unknown' | 'not-disclosed'
        currency?: string | 'unknown'
        time?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** リークサイトへの掲載 / Leak-site posting */
  'ransom-leak-site'?:
    | {
        posted: 'none' | 'posted' | 'unknown'
        url?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 攻撃対象 / Targets of the attack */
  'ddos-target'?: (string | 'unknown')[] | 'unknown' | null
  /** DDoS攻撃の種類 / Kind of DDoS attack */
  'ddos-type'?: string[] | 'unknown' | null
  /** 犯行声明・脅迫 / Claim or threat */
  'ddos-extortion'?: string | 'unknown' | null
  /** 攻撃の規模 / Size of the attack */
  'ddos-scale'?:
    | {
        bps?: number | 'unknown'
        pps?: number | 'unknown'
        rps?: number | 'unknown'
        duration_hours?: number | 'unknown' | 'ongoing'
        waves?: number | 'unknown'
      }
    | 'unknown'
    | null
  /** DDoS攻撃への対策 / DDoS mitigation */
  'ddos-mitigation'?: string[] | 'unknown' | null
  /** 偽のメール・サイト / False e-mail or site */
  'phish-artefact'?:
    | {
        url?: string | 'unknown'
        headers?: string | 'unknown'
        impersonated?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 不正な送金・取引 / Fraudulent transfer or trade */
  'fraud-transfer'?:
    | {
        time?: string | 'unknown'
        amount: number | 'unknown'
        currency?: string | 'unknown'
        account?: string | 'unknown'
        recall?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 起因と関係事業者・製品 / Origin, provider and product */
  'sc-provider'?:
    | {
        origin: 'own' | 'processor' | 'third-party' | 'product' | 'unknown'
        product?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 影響が及ぶ顧客・取引先 / Customers and partners affected */
  'sc-downstream'?: string | 'unknown' | null
  /** カード情報の漏えい（おそれ） / Card data possibly leaked */
  'card-exposure'?:
    | {
        elements: string[] | 'unknown'
        count?: number | 'unknown'
        window?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 契約カード会社・決済代行 / Card acquirer or payment provider */
  'card-acquirer'?: string | 'unknown' | null
  /** フォレンジック調査 / Forensic investigation */
  'card-forensics'?:
    | {
        status: string | 'unknown'
        provider?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 通信の秘密の漏えい / Breach of the secrecy of communications */
  'telecom-secrecy'?: boolean | 'unknown' | null
  /** 実施した対応 / Response so far */
  'resp-done'?: string | 'unknown' | null
  /** 希望する支援 / Support requested */
  'resp-support-request'?: string | 'unknown' | null
  /** 今後の対応予定 / Planned response */
  'resp-planned'?: string | 'unknown' | null
  /** 証拠の保全 / Preservation of evidence */
  'resp-evidence'?: string | 'unknown' | null
  /** 再発防止策（実施済み） / Preventive measures taken */
  'prevention-done'?: string | 'unknown' | null
  /** 再発防止策（予定） / Preventive measures planned */
  'prevention-planned'?:
    | {
        plan: string | 'unknown'
        completion?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 公表の状況 / Publication status */
  'pub-status'?:
    | {
        status: 'done' | 'planned' | 'none' | 'unknown'
        date?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 第一報の公表 / First public statement */
  'pub-first-report'?:
    | {
        status: 'done' | 'planned' | 'none' | 'unknown'
        date?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 公表の方法・文面 / Method and text of publication */
  'pub-method'?:
    | {
        method: string | 'unknown'
        text?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 外部の認知状況 / Outside awareness */
  'pub-awareness'?: string[] | 'unknown' | 'none' | null
  /** 利用者・取引先への通知 / Notices to users and partners */
  'pub-third-party-notice'?: string | 'unknown' | null
  /** 他の行政機関への報告 / Reports to other authorities */
  'other-authorities'?: (string | 'unknown')[] | 'unknown' | null
  /** 警察への通報・相談 / Report to the police */
  'other-police'?:
    | {
        station: string | 'unknown'
        reference?: string | 'unknown'
      }
    | 'unknown'
    | null
  /** 専門機関などへの報告 / Reports to expert bodies */
  'other-expert'?: (string | 'unknown')[] | 'unknown' | null
  /** 被害届・告訴の意思 / Intent to file a criminal complaint */
  'damage-report-intent'?: string | 'unknown' | null
  /** 教訓 / Lessons learned */
  'close-lessons'?: string | 'unknown' | null
  /** その他の事項 / Other matters */
  'other-notes'?: string | 'unknown' | null
  /** 別送資料 / Documents sent separately */
  attachments?: (string | 'unknown')[] | 'unknown' | null
  /** 希望する連絡 / Feedback requested */
  'feedback-request'?: string[] | 'unknown' | null
}

export interface Calls {
  /** Judge answers by the form (edition 2026-10) */
  validate: { asks: { body: ValidateRequest }; gets: Validation }
  /** Who must hear of this, what would each get, by when, and why */
  plan: { asks: { body: PlanRequest }; gets: Plan }
  /** The reports of the organisation, or of the clients, the newest first, page by page */
  listReports: { asks: { query?: { after?: string; limit?: number } }; gets: ReportList }
  /** Make a draft, with answers or without */
  startReport: { asks: { body: NewReport; key: string }; gets: Started }
  /** A report and where it stands */
  getReport: { asks: { path: { reference: string } }; gets: Report }
  /** The answers and choices as they stand */
  getDraft: { asks: { path: { reference: string } }; gets: Draft }
  /** Change answers and choices; nothing is sent */
  changeDraft: { asks: { path: { reference: string }; body: DraftChange; key: string; ifMatch: string }; gets: Saved }
  /** Who would get what of the draft, by when, and why; nothing is sent */
  planReport: { asks: { path: { reference: string } }; gets: Plan }
  /** File the draft that was seen: each body gets its part */
  submitReport: { asks: { path: { reference: string }; key: string; ifMatch: string }; gets: Submitted }
  /** What became of it at each body, and what was said */
  getBoard: { asks: { path: { reference: string } }; gets: Board }
  /** What a body got, exactly as it was sent */
  getDelivery: { asks: { path: { reference: string; id: string } }; gets: Delivery }
  /** What waits for an answer in all reports, the newest first, page by page; under mandates, what each covers */
  listQuestions: { asks: { query?: { after?: string; limit?: number } }; gets: QuestionList }
  /** What waits for an answer in a report; under a mandate for some sections, what is about these alone */
  getQuestions: { asks: { path: { reference: string } }; gets: OpenQuestions }
  /** Answer what bodies asked; answers about items are sent at once, as a revision */
  answerQuestions: {
    asks: { path: { reference: string }; body: AnswersGiven; key: string; ifMatch?: string }
    gets: Answered
  }
  /** Open the draft of the next report on the same incident */
  followUp: { asks: { path: { reference: string }; body: NextReport; key: string; ifMatch?: string }; gets: Saved }
  /** For programs of a vendor: the mandates under which it acts, and what each covers; the newest first, page by page */
  listMandates: { asks: { query?: { after?: string; limit?: number } }; gets: MandateList }
  /** For programs of a vendor: ask the client to look at the draft that was seen, and to send it */
  askToSend: { asks: { path: { reference: string }; body: Nothing; key: string; ifMatch: string }; gets: SendingAsked }
  /** For programs of a vendor: what the client said to each sending it was asked for */
  getSendings: { asks: { path: { reference: string } }; gets: SendingList }
  /** The report as one document, with editions and digests */
  exportReport: { asks: { path: { reference: string }; query?: { revisions?: 'all' | 'none' } }; gets: ReportDocument }
  /** Make a draft of the draft in such a document; one that was changed is refused */
  importReport: {
    asks: { query?: { mandate?: string; ticket?: string }; body: ReportDocument; key: string }
    gets: Imported
  }
  /** The queue of the body, page by page */
  listCaseFiles: {
    asks: {
      query?: {
        state?: 'open' | 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'all'
        stage?: 'initial' | 'interim' | 'final'
        attack?: string
        sector?: string
        prefecture?: string
        due?: 'overdue' | 'today' | 'week' | 'none'
        order?: 'newest' | 'urgent' | 'gravest' | 'oldest'
        after?: string
        limit?: number
      }
    }
    gets: CaseList
  }
  /** Read a case file; the first reading is shown to the reporter as an opening by program */
  getCaseFile: { asks: { path: { id: string }; query?: { revision?: number } }; gets: CaseFile }
  /** Tell the reporter that the body has it in hand, with its number */
  acknowledge: { asks: { path: { id: string }; body: Acknowledgement; key: string; ifMatch?: string }; gets: Done }
  /** Ask the reporter, about items or in general */
  ask: { asks: { path: { id: string }; body: Question; key: string; ifMatch?: string }; gets: Done }
  /** Take back a question that nothing has answered; the reporter sees that, and why */
  retract: {
    asks: { path: { id: string; question: string }; body: Retraction; key: string; ifMatch?: string }
    gets: Done
  }
  /** Tell the reporter what to do, and how far that may be passed on */
  advise: { asks: { path: { id: string }; body: Advice; key: string; ifMatch?: string }; gets: Done }
  /** End the body’s own work on it, with the reason */
  close: { asks: { path: { id: string }; body: Closure; key: string; ifMatch?: string }; gets: Done }
  /** Take it up again */
  reopen: { asks: { path: { id: string }; body: Nothing; key: string; ifMatch?: string }; gets: Done }
  /** The case files of a filter as one file, with their short answers; at most 5,000 */
  exportCaseFiles: {
    asks: {
      query?: {
        state?: 'open' | 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'all'
        stage?: 'initial' | 'interim' | 'final'
        attack?: string
        sector?: string
        prefecture?: string
        due?: 'overdue' | 'today' | 'week' | 'none'
        format?: 'csv' | 'json'
      }
    }
    gets: CaseExport | Blob
  }
  /** What the body got with one revision, as it was sent; taking it opens it */
  exportDelivery: { asks: { path: { id: string }; query?: { format?: 'json' | 'pdf' } }; gets: DeliveryCopy | Blob }
}

const addresses = {
  validate: ['POST', '/validate'],
  plan: ['POST', '/plan'],
  listReports: ['GET', '/reports'],
  startReport: ['POST', '/reports'],
  getReport: ['GET', '/reports/{reference}'],
  getDraft: ['GET', '/reports/{reference}/draft'],
  changeDraft: ['PATCH', '/reports/{reference}/draft'],
  planReport: ['GET', '/reports/{reference}/plan'],
  submitReport: ['POST', '/reports/{reference}/submissions'],
  getBoard: ['GET', '/reports/{reference}/board'],
  getDelivery: ['GET', '/reports/{reference}/deliveries/{id}'],
  listQuestions: ['GET', '/questions'],
  getQuestions: ['GET', '/reports/{reference}/questions'],
  answerQuestions: ['POST', '/reports/{reference}/answers'],
  followUp: ['POST', '/reports/{reference}/follow-ups'],
  listMandates: ['GET', '/mandates'],
  askToSend: ['POST', '/reports/{reference}/sendings'],
  getSendings: ['GET', '/reports/{reference}/sendings'],
  exportReport: ['GET', '/reports/{reference}/document'],
  importReport: ['POST', '/report-documents'],
  listCaseFiles: ['GET', '/case-files'],
  getCaseFile: ['GET', '/case-files/{id}'],
  acknowledge: ['POST', '/case-files/{id}/acknowledgement'],
  ask: ['POST', '/case-files/{id}/questions'],
  retract: ['POST', '/case-files/{id}/questions/{question}/retraction'],
  advise: ['POST', '/case-files/{id}/advice'],
  close: ['POST', '/case-files/{id}/closure'],
  reopen: ['POST', '/case-files/{id}/reopening'],
  exportCaseFiles: ['GET', '/case-exports'],
  exportDelivery: ['GET', '/deliveries/{id}'],
} as const satisfies Record<keyof Calls, readonly [string, string]>

interface Asked {
  path?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
  key?: string
  ifMatch?: string
}

/** What went wrong, as the portal said it (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`)
    this.problem = problem
  }
}

export interface Answer<T> {
  status: number
  body: T
  /** Of what was got or changed: give it as ifMatch. */
  etag: string | null
}

/** A client of one portal. `key`: an API key or a token. Throws ProblemError for whatever the portal refuses. */
export function madoguchi({ origin, key, language = 'ja' }: { origin: string; key: string; language?: 'ja' | 'en' }) {
  return async <N extends keyof Calls>(name: N, asks: Calls[N]['asks']): Promise<Answer<Calls[N]['gets']>> => {
    const [method, address] = addresses[name]
    const { path = {}, query = {}, body, key: once, ifMatch }: Asked = asks
    const filled = address.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(path[part] ?? ''))
    const url = new URL(`/api/v1${filled}`, origin)
    for (const [part, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(part, String(value))
    const headers = new Headers({ Authorization: `Bearer ${key}`, 'Accept-Language': language })
    if (once !== undefined) headers.set('Idempotency-Key', once)
    if (ifMatch !== undefined) headers.set('If-Match', ifMatch)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new ProblemError((await response.json()) as Problem)
    const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json')
    const got: unknown = isJson ? await response.json() : await response.blob()
    return { status: response.status, body: got as Calls[N]['gets'], etag: response.headers.get('ETag') }
  }
}
