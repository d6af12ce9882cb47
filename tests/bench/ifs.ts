// The support conditions written by hand in JavaScript: no engine, no policy file.
import type { Contender } from './measure.ts';
import type { Facts } from './facts.ts';

const ELIGIBLE = 0;
const MAY_BE_REFUSED = 1;
const CONDITIONS_NOT_MET = 2;
const BLOCKS = 0b100_0000_1111_1011;

export function byHand(facts: Facts): number {
  let fired = 0;
  if (!facts.owner_verified) fired |= 1 << 0;
  if (!facts.admin_account) fired |= 1 << 1;
  if (facts.request_kind === 'full_guidance' && !facts.sales_designation) fired |= 1 << 2;
  if (!facts.remote_control_consent) fired |= 1 << 3;
  if (!facts.hands_off_mouse_consent) fired |= 1 << 4;
  if (!facts.stays_responsive) fired |= 1 << 5;
  if (!facts.data_storage_consent) fired |= 1 << 6;
  if (!facts.statements_not_contract_ack) fired |= 1 << 7;
  if (facts.request_kind === 'outside_duty') fired |= 1 << 8;
  if (facts.prior_guidance_count > 1) fired |= 1 << 9;
  if (facts.unpaid_costs !== 'none') fired |= 1 << 10;
  if (facts.service_expiry_days > 10) fired |= 1 << 11;
  if (facts.request_kind === 'source_code_review') fired |= 1 << 12;
  if (!facts.works_continuously) fired |= 1 << 13;
  if (!facts.no_staff_details_ack) fired |= 1 << 14;
  let verdict = ELIGIBLE;
  if ((fired & BLOCKS) !== 0) verdict = CONDITIONS_NOT_MET;
  else if (fired !== 0) verdict = MAY_BE_REFUSED;
  return (verdict << 15) | fired;
}

export function ifs(facts: Facts[]): Contender {
  return {
    name: 'hand-written ifs',
    given: 'JavaScript for this one policy',
    run(found) {
      facts.forEach((fact, index) => {
        found[index] = byHand(fact);
      });
    },
  };
}
