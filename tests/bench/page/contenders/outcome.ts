// The verdict with its reasons, as the pages that are not ours show it.
import { reasons, verdicts } from 'precall:questionnaire';
import { daysSince, type Given, type Judgement } from '../judge.ts';

/** Words of the policy only: nothing in them has to be escaped. */
export function outcome({ verdict, reasons: found }: Judgement, given: Given, now: number): string {
  const filled = (rule: string) =>
    reasons[rule]
      ?.replace('{prior_guidance_count}', given.prior_guidance_count ?? '')
      .replace('{service_expiry_date.days}', String(daysSince(given.service_expiry_date, now)));
  const items = found.map((rule) => `<li>${filled(rule) ?? rule}</li>`).join('');
  return `<h2>${verdicts[verdict] ?? verdict}</h2><ul>${items}</ul>`;
}
