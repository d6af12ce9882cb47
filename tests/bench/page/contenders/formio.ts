// The questionnaire in Form.io: a wizard of its renderer, without the builder. Its own minified build
// comes by a script tag, as its documentation shows: a bundler makes it larger.
import { steps } from 'precall:questionnaire';
import { isoDate } from '../dates.ts';
import { judge, type Given, type Judgement } from '../judge.ts';
import type { Question } from '../shape.ts';
import { one } from './dom.ts';
import { outcome } from './outcome.ts';

const UNSURE = '_unsure';

function components({ id, kind, label, help, options, unsure, onlyIf }: Question): object[] {
  const shared = { key: id, label, description: help, input: true };
  if (kind === 'radios') {
    const conditional =
      onlyIf === undefined ? {} : { show: true, when: onlyIf.question, eq: onlyIf.is };
    const values = options.map((option) => ({ value: option.value, label: option.label }));
    return [{ ...shared, type: 'radio', values, conditional, validate: { required: true } }];
  }
  const typed =
    kind === 'date'
      ? { type: 'day', dayFirst: true, validate: { required: true } }
      : { type: 'number', validate: { required: true, min: 0, max: 1000 } };
  const conditional = { show: false, when: `${id}${UNSURE}`, eq: 'true' };
  return [
    { ...shared, ...typed, conditional },
    { type: 'checkbox', key: `${id}${UNSURE}`, label: unsure, input: true },
  ];
}

type Data = Record<string, string | number | boolean | object | null>;

function given(data: Data): Given {
  const found: Given = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === '' || value === null || typeof value === 'object') continue;
    // It writes dates dd/mm/yyyy here, as `dayFirst` asks.
    if (!name.endsWith(UNSURE)) found[name] = isoDate(String(value));
    else if (value === true) found[name.replace(UNSURE, '')] = 'unknown';
  }
  return found;
}

interface Wizard {
  submission: { data: Data };
  on(event: 'submit', then: () => void): void;
}

declare const Formio: {
  createForm(element: HTMLElement, form: object, options: object): Promise<Wizard>;
};

const app = one('#app');
let judgement: Judgement | undefined;

const wizard = await Formio.createForm(
  app,
  {
    display: 'wizard',
    components: steps.map(({ id, heading, questions }) => ({
      type: 'panel',
      key: id,
      title: heading,
      components: questions.flatMap(components),
    })),
  },
  {
    language: 'vi',
    i18n: { vi: { next: 'Tiếp tục', previous: 'Quay lại', submit: 'Xem kết quả', cancel: 'Hủy' } },
    buttonSettings: { showCancel: false },
  },
);

const answers = () => given(wizard.submission.data);

wizard.on('submit', () => {
  judgement = judge(answers(), Date.now());
  app.innerHTML = outcome(judgement, answers(), Date.now());
});

globalThis.told = { answers, judgement: () => judgement };
