// The support conditions written by hand, with answers as forms give them: what the hand-written
// page and the form libraries' pages decide by. No engine, no policy file.

/** By question; an absent one is open, and so is "unknown". Dates are written 2026-11-22. */
export type Given = Record<string, string>;

export type VerdictName = 'eligible' | 'may_be_refused' | 'conditions_not_met' | 'undetermined';

export interface Judgement {
  verdict: VerdictName;
  reasons: string[]; // ids of rules
}

const DAY_MS = 86_400_000;
const UTC_OFFSET_MS = 7 * 3_600_000;

const blocking = {
  owner_verified: 'ownership_unproven',
  admin_account: 'admin_account_missing',
  remote_control_consent: 'remote_control_declined',
  hands_off_mouse_consent: 'mouse_kept',
  stays_responsive: 'not_following',
  data_storage_consent: 'data_storage_declined',
  statements_not_contract_ack: 'contract_claim',
  no_staff_details_ack: 'staff_details_asked',
};

const isOpen = (value: string | undefined) => value === undefined || value === 'unknown';

/** Days since a date that may be open, at the company's place. */
export function daysSince(date: string | undefined, now: number): number {
  return Math.floor((now + UTC_OFFSET_MS) / DAY_MS) - Date.parse(date ?? '') / DAY_MS;
}

function refusals(given: Given, now: number): string[] {
  const { request_kind: kind } = given;
  const found: string[] = [];
  if (kind === 'full_guidance' && given.sales_designation === 'false')
    found.push('full_guidance_undesignated');
  if (kind === 'outside_duty') found.push('outside_duty');
  if (Number(given.prior_guidance_count) > 1) found.push('guidance_repeated');
  if (!isOpen(given.unpaid_costs) && given.unpaid_costs !== 'none') found.push('costs_unpaid');
  if (daysSince(given.service_expiry_date, now) > 10) found.push('service_expired');
  if (kind === 'source_code_review') found.push('source_code_review');
  if (given.works_continuously === 'false') found.push('discontinuous_work');
  return found;
}

/** Whether anything that could still refuse is open. */
function hangs(given: Given): boolean {
  const asked = ['request_kind', 'prior_guidance_count', 'unpaid_costs', 'service_expiry_date'];
  if (given.request_kind === 'full_guidance') asked.push('sales_designation');
  return [...asked, 'works_continuously', ...Object.keys(blocking)].some((id) => isOpen(given[id]));
}

export function judge(given: Given, now: number): Judgement {
  const blocks = Object.entries(blocking).flatMap(([id, rule]) =>
    given[id] === 'false' ? [rule] : [],
  );
  const refuses = refusals(given, now);
  let verdict: VerdictName = hangs(given) ? 'undetermined' : 'eligible';
  if (blocks.length > 0) verdict = 'conditions_not_met';
  else if (refuses.length > 0) verdict = 'may_be_refused';
  return { verdict, reasons: [...blocks, ...refuses] };
}
