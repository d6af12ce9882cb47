// The real policy's questions as a customer meets them, told once by the core, for the contenders to
// write in their own languages.
import { loadCore, policyText } from '../../wasm/module.ts';
import type { Action, Control, Option, Screen, Session } from '../../../web/widget/types.ts';
import { policy } from '../facts.ts';
import type { Questionnaire, Step } from './shape.ts';
import { vietnameseDate } from './dates.ts';
import type { Given } from './judge.ts';

const LANGUAGE = 'vi';

/** What the core shows to a customer who answers so, step after step up to the verdict. */
async function walk(answers: Given, now: string): Promise<Screen[]> {
  const core = await loadCore();
  const { policy: handle } = core.load(policyText);
  let session: Session = core.start(handle);
  const screens: Screen[] = [];
  const apply = (action: Action) => {
    session = core.apply(handle, session, { ...action, at: now, language: LANGUAGE } as Action);
  };
  for (;;) {
    for (const { id } of policy.questions) {
      const shown = core.screen(handle, session, LANGUAGE, now).controls ?? [];
      if (shown.some((control) => control.id === id)) {
        apply({ do: 'input', id, value: vietnameseDate(answers[id] ?? '') });
      }
    }
    const screen = core.screen(handle, session, LANGUAGE, now);
    screens.push(screen);
    if (screen.verdict !== undefined) return screens;
    if (screen.errors !== undefined) throw new Error(`${screen.step}: ${screen.errors.heading}`);
    apply({ do: 'next' });
  }
}

const kindOf = ({ kind, id }: Control) => {
  if (kind === 'radios' || kind === 'date' || kind === 'integer') return kind;
  throw new Error(`${id}: no contender knows how to ask for ${kind}`);
};

const optionOf = ({ value, label }: Option) => ({ value, label });

function stepOf({ step, heading, controls = [] }: Screen): Step {
  return {
    id: step,
    heading,
    questions: controls.map((control) => ({
      id: control.id,
      kind: kindOf(control),
      label: control.label,
      help: control.help ?? '',
      options: (control.options ?? []).map(optionOf),
      ...(control.unsure === undefined ? {} : { unsure: control.unsure.label }),
      ...(control.id === 'sales_designation'
        ? { onlyIf: { question: 'request_kind', is: 'full_guidance' } }
        : {}),
    })),
  };
}

/** The core's own verdict on these answers. */
export async function coreJudgement(answers: Given, now: string) {
  const { verdict } = (await walk(answers, now)).at(-1) ?? {};
  if (verdict === undefined) throw new Error('the core gives no verdict');
  return {
    verdict: verdict.verdict,
    heading: verdict.heading,
    reasons: verdict.reasons.map(({ rule }) => rule),
  };
}

/** `all` answers every question, also the one that only few are asked. */
export async function questionnaire(all: Given, now: string): Promise<Questionnaire> {
  const screens = await walk(all, now);
  const customers: Given[] = [
    { ...all },
    { ...all, unpaid_costs: 'one' },
    { ...all, owner_verified: 'false' },
    { ...all, unpaid_costs: 'unknown' },
  ];
  const judged = await Promise.all(customers.map((answers) => coreJudgement(answers, now)));
  const [first] = screens;
  if (first === undefined) throw new Error('the core shows no step');
  return {
    title: first.title,
    contact: { text: first.contact.text, url: first.contact.url, label: first.contact.label },
    steps: screens.filter(({ controls = [] }) => controls.length > 0).map(stepOf),
    verdicts: Object.fromEntries(judged.map(({ verdict, heading }) => [verdict, heading])),
    reasons: Object.fromEntries(policy.rules.map(({ id, message }) => [id, message.vi])),
  };
}
