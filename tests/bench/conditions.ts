// The rules of the real policy as lists of tests that all have to hold: the form from which each
// peer's language is written.

export interface Test {
  fact: string;
  is: 'equal' | 'notEqual' | 'greaterThan';
  value: boolean | number | string;
}

const no = (fact: string): Test[] => [{ fact, is: 'equal', value: false }];
const kind = (value: string): Test => ({ fact: 'request_kind', is: 'equal', value });

/** In the order of the policy's rules. */
export const conditions: Test[][] = [
  no('owner_verified'),
  no('admin_account'),
  [kind('full_guidance'), ...no('sales_designation')],
  no('remote_control_consent'),
  no('hands_off_mouse_consent'),
  no('stays_responsive'),
  no('data_storage_consent'),
  no('statements_not_contract_ack'),
  [kind('outside_duty')],
  [{ fact: 'prior_guidance_count', is: 'greaterThan', value: 1 }],
  [{ fact: 'unpaid_costs', is: 'notEqual', value: 'none' }],
  [{ fact: 'service_expiry_days', is: 'greaterThan', value: 10 }],
  [kind('source_code_review')],
  no('works_continuously'),
  no('no_staff_details_ack'),
];
