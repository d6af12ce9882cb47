// `precall check --jsonl` for the real policy written by hand: JSON.parse, ifs, JSON.stringify, the
// same bytes. Only the words come from the policy file. usage: POLICY ANSWERS NOW
import { readFileSync, writeFileSync } from 'node:fs';

type Open = null | 'unknown' | undefined;

interface Answers {
  owner_verified: boolean | Open;
  admin_account: boolean | Open;
  request_kind: 'unclear_points' | 'full_guidance' | 'source_code_review' | 'outside_duty' | Open;
  sales_designation: boolean | Open;
  remote_control_consent: boolean | Open;
  hands_off_mouse_consent: boolean | Open;
  stays_responsive: boolean | Open;
  works_continuously: boolean | Open;
  data_storage_consent: boolean | Open;
  statements_not_contract_ack: boolean | Open;
  prior_guidance_count: number | Open;
  unpaid_costs: 'none' | 'one' | 'part' | 'all' | Open;
  service_expiry_date: string | null | undefined; // 'unknown' is open too
  no_staff_details_ack: boolean | Open;
}

interface Words {
  questions: { id: string; how?: { vi: string } }[];
  rules: { id: string; clause: string; effect: string; message: { vi: string } }[];
}

const [policyFile = '', answersFile = '', now = ''] = process.argv.slice(2);
const words = JSON.parse(readFileSync(policyFile, 'utf8')) as Words;
const DAY_MS = 86_400_000;
const UTC_OFFSET_MS = 7 * 3_600_000;
const LAST_DAY = Date.parse('2199-12-31') / DAY_MS;
const today = Math.floor((Date.parse(now) + UTC_OFFSET_MS) / DAY_MS);
const isoDate = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

const reasonOf = Object.fromEntries(
  words.rules.map(({ id, clause, effect, message }) => [
    id,
    { clause, effect, message: message.vi, rule: id },
  ]),
);
const repairOf = Object.fromEntries(
  words.questions.map(({ id, how }) => [
    id,
    {
      accept:
        id === 'unpaid_costs'
          ? ['none']
          : id === 'service_expiry_date'
            ? { from: isoDate(today - 10) }
            : [true],
      how: how?.vi,
      question: id,
    },
  ]),
);

const filled = (rule: string, placeholder: string, value: number) => {
  const reason = reasonOf[rule];
  return { ...reason, message: reason?.message.replace(placeholder, String(value)), rule };
};

const isOpen = (value: unknown): value is Open =>
  value === undefined || value === null || value === 'unknown';

/** Days from the date to today, or nothing. */
const daysSince = (date: string | null | undefined) =>
  isOpen(date) ? undefined : today - Date.parse(date) / DAY_MS;

function reasons(a: Answers, days: number | undefined): unknown[] {
  const found: unknown[] = [];
  const { request_kind: kind, prior_guidance_count: count, unpaid_costs: costs } = a;
  if (a.owner_verified === false) found.push(reasonOf.ownership_unproven);
  if (a.admin_account === false) found.push(reasonOf.admin_account_missing);
  if (kind === 'full_guidance' && a.sales_designation === false)
    found.push(reasonOf.full_guidance_undesignated);
  if (a.remote_control_consent === false) found.push(reasonOf.remote_control_declined);
  if (a.hands_off_mouse_consent === false) found.push(reasonOf.mouse_kept);
  if (a.stays_responsive === false) found.push(reasonOf.not_following);
  if (a.data_storage_consent === false) found.push(reasonOf.data_storage_declined);
  if (a.statements_not_contract_ack === false) found.push(reasonOf.contract_claim);
  if (kind === 'outside_duty') found.push(reasonOf.outside_duty);
  if (!isOpen(count) && count > 1)
    found.push(filled('guidance_repeated', '{prior_guidance_count}', count));
  if (!isOpen(costs) && costs !== 'none') found.push(reasonOf.costs_unpaid);
  if (days !== undefined && days > 10)
    found.push(filled('service_expired', '{service_expiry_date.days}', days));
  if (kind === 'source_code_review') found.push(reasonOf.source_code_review);
  if (a.works_continuously === false) found.push(reasonOf.discontinuous_work);
  if (a.no_staff_details_ack === false) found.push(reasonOf.staff_details_asked);
  return found;
}

function unknown(a: Answers): string[] {
  const found: string[] = [];
  const { request_kind: kind } = a;
  if (isOpen(a.owner_verified)) found.push('owner_verified');
  if (isOpen(a.admin_account)) found.push('admin_account');
  if (isOpen(kind)) found.push('request_kind');
  if (isOpen(a.sales_designation) && (isOpen(kind) || kind === 'full_guidance'))
    found.push('sales_designation');
  if (isOpen(a.remote_control_consent)) found.push('remote_control_consent');
  if (isOpen(a.hands_off_mouse_consent)) found.push('hands_off_mouse_consent');
  if (isOpen(a.stays_responsive)) found.push('stays_responsive');
  if (isOpen(a.works_continuously)) found.push('works_continuously');
  if (isOpen(a.data_storage_consent)) found.push('data_storage_consent');
  if (isOpen(a.statements_not_contract_ack)) found.push('statements_not_contract_ack');
  if (isOpen(a.prior_guidance_count)) found.push('prior_guidance_count');
  if (isOpen(a.unpaid_costs)) found.push('unpaid_costs');
  if (isOpen(a.service_expiry_date)) found.push('service_expiry_date');
  if (isOpen(a.no_staff_details_ack)) found.push('no_staff_details_ack');
  return found;
}

function repairs(a: Answers, days: number | undefined): unknown[] {
  const found: unknown[] = [];
  if (a.owner_verified === false) found.push(repairOf.owner_verified);
  if (a.admin_account === false) found.push(repairOf.admin_account);
  if (a.request_kind === 'full_guidance' && a.sales_designation === false)
    found.push(repairOf.sales_designation);
  if (a.remote_control_consent === false) found.push(repairOf.remote_control_consent);
  if (a.hands_off_mouse_consent === false) found.push(repairOf.hands_off_mouse_consent);
  if (a.stays_responsive === false) found.push(repairOf.stays_responsive);
  if (a.works_continuously === false) found.push(repairOf.works_continuously);
  if (a.data_storage_consent === false) found.push(repairOf.data_storage_consent);
  if (a.statements_not_contract_ack === false) found.push(repairOf.statements_not_contract_ack);
  if (!isOpen(a.unpaid_costs) && a.unpaid_costs !== 'none') found.push(repairOf.unpaid_costs);
  if (days !== undefined && days > 10) found.push(repairOf.service_expiry_date);
  if (a.no_staff_details_ack === false) found.push(repairOf.no_staff_details_ack);
  return found;
}

const blocked = (a: Answers) =>
  a.owner_verified === false ||
  a.admin_account === false ||
  a.remote_control_consent === false ||
  a.hands_off_mouse_consent === false ||
  a.stays_responsive === false ||
  a.data_storage_consent === false ||
  a.statements_not_contract_ack === false ||
  a.no_staff_details_ack === false;

const mayBeBlocked = (a: Answers) =>
  isOpen(a.owner_verified) ||
  isOpen(a.admin_account) ||
  isOpen(a.remote_control_consent) ||
  isOpen(a.hands_off_mouse_consent) ||
  isOpen(a.stays_responsive) ||
  isOpen(a.data_storage_consent) ||
  isOpen(a.statements_not_contract_ack) ||
  isOpen(a.no_staff_details_ack);

/** Whether a refusal hangs on an open answer. */
const mayBeRefused = (a: Answers) =>
  isOpen(a.request_kind) ||
  (a.request_kind === 'full_guidance' && isOpen(a.sales_designation)) ||
  isOpen(a.prior_guidance_count) ||
  isOpen(a.unpaid_costs) ||
  isOpen(a.service_expiry_date) ||
  isOpen(a.works_continuously);

/** The grounds for a refusal that no change of an answer takes away. */
const refusedForGood = (a: Answers) =>
  a.request_kind === 'outside_duty' ||
  a.request_kind === 'source_code_review' ||
  (!isOpen(a.prior_guidance_count) && a.prior_guidance_count > 1);

/** The last day before the service has been expired for too long, where that changes the verdict. */
function validUntil(verdict: string, days: number | undefined): string | null {
  if (verdict !== 'eligible' && verdict !== 'undetermined') return null;
  if (days === undefined || days > 10) return null;
  const last = today - days + 10;
  return last < LAST_DAY ? isoDate(last) : null;
}

function check(a: Answers): object {
  const days = daysSince(a.service_expiry_date);
  const found = reasons(a, days);
  const changes = repairs(a, days);
  const isBlocked = blocked(a);
  const canBlock = mayBeBlocked(a);
  const canRefuse = mayBeRefused(a);
  const open = canBlock || canRefuse;
  let verdict = open ? 'undetermined' : 'eligible';
  if (isBlocked) verdict = 'conditions_not_met';
  else if (found.length > 0) verdict = 'may_be_refused';
  const after = refusedForGood(a) ? 'may_be_refused' : open ? 'undetermined' : 'eligible';
  return {
    after_repair:
      changes.length === 0
        ? null
        : {
            valid_until: validUntil(after, days),
            verdict: after,
          },
    follow_up: !isOpen(a.prior_guidance_count) && a.prior_guidance_count > 1 ? ['documents'] : [],
    reasons: found,
    repairs: changes,
    settled: isBlocked || (found.length > 0 ? !canBlock : !open),
    unknown: unknown(a),
    valid_until: validUntil(verdict, days),
    verdict,
  };
}

const lines = readFileSync(answersFile, 'utf8').split('\n');
const out: string[] = [];
for (const line of lines) {
  if (line !== '') out.push(JSON.stringify(check(JSON.parse(line) as Answers)));
}
writeFileSync(1, `${out.join('\n')}\n`);
