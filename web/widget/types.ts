// The JSON that crosses the edge of the C++ core: what a face shows, and what it may ask for.
// Owns no behaviour; the core is the only author of these values.

export interface Clause {
  id: string;
  label: string;
  text: string;
}

export interface Link {
  url: string;
  text: string;
}

export interface Option {
  value: string;
  label: string;
  unsure: boolean;
}

export type ControlKind =
  'radios' | 'text' | 'tel' | 'email' | 'url' | 'date' | 'integer' | 'textarea' | 'checkbox';

export interface Control {
  id: string;
  kind: ControlKind;
  label: string;
  help?: string;
  value: string;
  error?: string;
  required: boolean;
  optional_note?: string;
  options?: Option[];
  unsure?: { label: string; checked: boolean };
  autocomplete?: string;
  inputmode?: string;
  max_length?: number;
  clauses?: Clause[];
  clauses_label?: string;
  clauses_open?: boolean;
  link?: Link;
}

export interface Offer {
  label: string;
  action: Action;
}

export type VerdictName = 'eligible' | 'may_be_refused' | 'conditions_not_met' | 'undetermined';
export type Tone = 'ok' | 'warn' | 'no' | 'open';

export interface Reason {
  rule: string;
  effect: 'blocks' | 'may_refuse';
  message: string;
  clauses: Clause[];
  follow_up?: string;
}

export interface Point {
  question: string;
  text: string;
  change: Offer;
}

export interface Plan {
  heading: string;
  steps: Point[];
  outcome: string;
  promised: boolean;
}

export interface CalendarNote {
  day: string;
  label: string;
  title: string;
  text: string;
  uid: string;
}

export interface Verdict {
  verdict: VerdictName;
  settled: boolean;
  tone: Tone;
  heading: string;
  text: string;
  reasons_heading?: string;
  reasons: Reason[];
  plan?: Plan;
  calendar?: CalendarNote;
  unknown_heading?: string;
  unknown: Point[];
  valid_until?: string;
  valid_text?: string;
  cannot_send?: string;
}

export interface BoardItem extends Clause {
  state: 'met' | 'may_refuse' | 'blocked' | 'open' | 'info';
}

export interface ReviewRow {
  id?: string;
  label: string;
  value: string;
  /** Of the value, where it may be another than the screen's. */
  language?: string;
  change?: Offer;
}

export interface ReviewGroup {
  heading: string;
  rows: ReviewRow[];
}

export interface ShownReceipt {
  status: DeliveryStatus | 'received';
  code?: string;
  code_label?: string;
  rows?: ReviewRow[];
}

export interface ScreenAction extends Offer {
  role: 'primary' | 'secondary' | 'link';
}

export interface Screen {
  flow: 'support' | 'consultation';
  step: string;
  language: string;
  title: string;
  languages: { id: string; label: string; current: boolean }[];
  heading: string;
  intro?: string;
  notice?: { label: string; text: string; link?: Link };
  progress?: { done: number; total: number; text: string };
  errors?: { heading: string; items: { id: string; text: string }[] };
  controls?: Control[];
  verdict?: Verdict;
  board?: BoardItem[];
  review?: ReviewGroup[];
  receipt?: ShownReceipt;
  contact: { text: string; label: string; url: string };
  focus?: string;
  actions: ScreenAction[];
}

export type DeliveryStatus = 'sending' | 'retrying' | 'refused';

// The receiver's countersignature, handed to the core as it came.
export interface Receipt {
  format: 'precall.receipt/1';
  id: string;
  code: string;
  submission_sha256: string;
  policy_sha256: string;
  verdict: VerdictName | null;
  received_at: string;
  signature?: { key: string; ed25519: string };
}

export interface Client {
  name: string;
  version: string;
}

// As a Screen offers them, without what only the face can add (time, language, identity).
export type Action =
  | { do: 'input'; id: string; value: string; at?: string; language?: string }
  | { do: 'next'; at?: string; language?: string }
  | { do: 'back'; at?: string }
  | { do: 'go'; step: string; focus?: string; at?: string }
  | { do: 'start'; flow: 'support' | 'quick' | 'consultation'; at?: string }
  | { do: 'restart' }
  | {
      do: 'submit';
      id?: string;
      nonce?: string;
      at?: string;
      language?: string;
      client?: Client;
    }
  | { do: 'receipt'; receipt: Receipt }
  | { do: 'delivery'; status: DeliveryStatus; detail?: string };

// Kept and passed back whole; the core checks what comes back. The page's address reads and writes
// where it is, and reads what was answered; the rest is the core's own.
export interface Session {
  readonly flow: 'support' | 'consultation';
  readonly step: string;
  readonly quick?: number;
  readonly return_to: string;
  readonly focus: string;
  readonly attempted: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  readonly [rest: string]: unknown;
}

export interface PolicyHandle {
  policy: number;
  sha256: string;
  id: string;
  version: string;
  languages: string[];
  title: Record<string, string>;
}

export interface CoreFault {
  place: string;
  problem: string;
  remedy: string;
}
