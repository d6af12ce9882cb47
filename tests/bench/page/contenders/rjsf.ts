// The questionnaire in react-jsonschema-form: one form a step, with validators compiled beforehand
// as its documentation advises where eval is not allowed.
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import Form from '@rjsf/core';
import { createPrecompiledValidator } from '@rjsf/validator-ajv8';
import { steps } from 'precall:questionnaire';
import { validators } from 'precall:validators';
import { judge, type Given, type Judgement } from '../judge.ts';
import { one } from './dom.ts';
import { outcome } from './outcome.ts';
import { schemaOf, uiOf, UNSURE } from './schemas.ts';

type Data = Record<string, unknown>;

const forms = steps.map((step, index) => {
  const schema = schemaOf(step);
  const validator = createPrecompiledValidator<Data>(validators[index] ?? {}, schema);
  return { schema, uiSchema: uiOf(step), validator };
});

let data: Data = {};
let judgement: Judgement | undefined;

function answers(): Given {
  const given: Given = {};
  for (const [name, value] of Object.entries(data)) {
    if (!name.endsWith(UNSURE)) given[name] = String(value);
    else if (value === true) given[name.replace(UNSURE, '')] = 'unknown';
  }
  return given;
}

function App() {
  const [step, setStep] = useState(0);
  const [formData, setFormData] = useState<Data>({});
  const form = forms[step];
  if (form === undefined) {
    judgement = judge(answers(), Date.now());
    const words = outcome(judgement, answers(), Date.now());
    return createElement('div', { dangerouslySetInnerHTML: { __html: words } });
  }
  return createElement(Form<Data>, {
    key: step,
    ...form,
    formData,
    showErrorList: false,
    noHtml5Validate: true,
    onChange: ({ formData: next = {} }) => {
      data = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
      setFormData(next);
    },
    onSubmit: () => {
      setStep(step + 1);
    },
  });
}

createRoot(one('#app')).render(createElement(App));
globalThis.told = { answers, judgement: () => judgement };
