// The questionnaire in SurveyJS: its core and its plain JavaScript renderer.
import { Model } from 'survey-core';
import 'survey-core/i18n/vietnamese';
import { renderSurvey } from 'survey-js-ui';
import { steps } from 'precall:questionnaire';
import { judge, type Given, type Judgement } from '../judge.ts';
import type { Question } from '../shape.ts';
import { one } from './dom.ts';
import { outcome } from './outcome.ts';

const UNSURE = '_unsure';

function elements({ id, kind, label, help, options, unsure, onlyIf }: Question): object[] {
  const shared = { name: id, title: label, description: help, isRequired: true };
  if (kind === 'radios') {
    const visibleIf = onlyIf === undefined ? '' : `{${onlyIf.question}} = '${onlyIf.is}'`;
    const choices = options.map((option) => ({ value: option.value, text: option.label }));
    return [{ ...shared, type: 'radiogroup', choices, visibleIf }];
  }
  const typed =
    kind === 'date' ? { inputType: 'date' } : { inputType: 'number', min: 0, max: 1000 };
  const choices = [{ value: 'unknown', text: unsure }];
  return [
    { ...shared, ...typed, type: 'text', visibleIf: `{${id}${UNSURE}} empty` },
    { type: 'checkbox', name: `${id}${UNSURE}`, titleLocation: 'hidden', choices },
  ];
}

const survey = new Model({
  locale: 'vi',
  pages: steps.map(({ id, heading, questions }) => ({
    name: id,
    title: heading,
    elements: questions.flatMap(elements),
  })),
});

let judgement: Judgement | undefined;

function answers(): Given {
  const given: Given = {};
  for (const [name, value] of Object.entries(survey.data as Record<string, unknown>)) {
    const unsure = name.endsWith(UNSURE);
    given[name.replace(UNSURE, '')] = unsure ? 'unknown' : String(value);
  }
  return given;
}

survey.onCompleting.add(() => {
  const given = answers();
  judgement = judge(given, Date.now());
  survey.completedHtml = outcome(judgement, given, Date.now());
});

globalThis.told = { answers, judgement: () => judgement };
renderSurvey(survey, one('#app'));
