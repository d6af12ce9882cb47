// Small policies for tests: the parts that every policy needs, around questions and rules.

/** A JsonLogic expression, or a value in one. */
export type Logic = boolean | number | string | Logic[] | { [operator: string]: Logic };

export type Question = { id: string } & (
  | { type: 'boolean' | 'date' }
  | { type: 'choice'; options: string[] }
  | { type: 'integer'; min: number; max: number }
);

export interface Rule {
  id: string;
  effect: 'blocks' | 'may_refuse';
  when: Logic;
}

const words = (text: string) => ({ vi: text, en: text });

function asked(question: Question): object {
  const common = { clauses: ['1'], unsure: true, changeable: false, evidence: 'act' };
  const own =
    question.type === 'choice'
      ? { options: question.options.map((id) => ({ id, text: words(id) })) }
      : {};
  return { ...common, ...question, ...own, text: words(question.id) };
}

function form(id: string, flow: string): object {
  const consent = { id: 'contact_consent', kind: 'consent', label: words('yes'), required: true };
  const text = { title: words(id), intro: words(id) };
  return { id, flow, ...text, requires: ['contact_consent'], fields: [consent] };
}

/** The text of a policy with these questions, each in a step of its own, and these rules. */
export function policyOf(id: string, questions: Question[], rules: Rule[]): string {
  return JSON.stringify({
    format: 'precall.policy/1',
    id,
    version: '2026-01-01',
    languages: ['vi', 'en'],
    utc_offset: '+07:00',
    title: words(id),
    company: { name: 'Company', hotline: { shown: '028', dial: '+842839743179' } },
    notice: 'intro',
    contact: 'intro',
    clauses: ['intro', '1'].map((clause) => ({
      id: clause,
      label: words(clause),
      text: words(clause),
    })),
    questions: questions.map(asked),
    steps: questions.map((question) => ({
      id: `step_${question.id}`,
      title: words(question.id),
      questions: [question.id],
    })),
    rules: rules.map((rule) => ({ ...rule, clause: '1', message: words(rule.id) })),
    forms: [form('ask', 'support'), form('talk', 'consultation')],
  });
}
