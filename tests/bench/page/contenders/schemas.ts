// The questionnaire's steps as JSON Schemas, for react-jsonschema-form: its compiler reads them when
// the page is built, and the page when it runs.
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { Question, Step } from '../shape.ts';

export const UNSURE = '_unsure';

function properties({ id, kind, label, options, unsure }: Question): [string, RJSFSchema][] {
  if (kind === 'radios') {
    // Not oneOf with constants: the first of these would be chosen beforehand.
    return [[id, { type: 'string', title: label, enum: options.map(({ value }) => value) }]];
  }
  const typed: RJSFSchema =
    kind === 'date'
      ? { type: 'string', format: 'date' }
      : { type: 'integer', minimum: 0, maximum: 1000 };
  return [
    [id, { ...typed, title: label }],
    [`${id}${UNSURE}`, { type: 'boolean', title: unsure ?? '' }],
  ];
}

/** A question that is asked only after one answer, and a field that is only asked of the sure. */
function conditions({ id, onlyIf, unsure }: Question, schema: RJSFSchema): RJSFSchema[] {
  const shown = { properties: { [id]: schema }, required: [id] };
  if (onlyIf !== undefined) {
    const is = { properties: { [onlyIf.question]: { const: onlyIf.is } } };
    return [{ if: { ...is, required: [onlyIf.question] }, then: shown }];
  }
  if (unsure === undefined) return [];
  const is = { properties: { [`${id}${UNSURE}`]: { const: true } } };
  return [{ if: { ...is, required: [`${id}${UNSURE}`] }, else: shown }];
}

const isConditional = ({ onlyIf, unsure }: Question) =>
  onlyIf !== undefined || unsure !== undefined;

export function schemaOf({ heading, questions }: Step): RJSFSchema {
  const always = questions.flatMap((question) =>
    properties(question).filter(([name]) => name !== question.id || !isConditional(question)),
  );
  const required = questions.filter((question) => !isConditional(question)).map(({ id }) => id);
  const allOf = questions.flatMap((question) =>
    conditions(question, properties(question)[0]?.[1] ?? {}),
  );
  return {
    type: 'object',
    title: heading,
    properties: Object.fromEntries(always),
    required,
    ...(allOf.length > 0 ? { allOf } : {}),
  };
}

export function uiOf({ questions }: Step): UiSchema {
  const order = questions.flatMap((question) => properties(question).map(([name]) => name));
  const entries = questions.map(({ id, kind, help, options }): [string, UiSchema] => {
    const radio: UiSchema = {
      'ui:widget': 'radio',
      'ui:enumNames': options.map(({ label }) => label),
      'ui:optionValueFormat': 'realValue',
    };
    return [id, { 'ui:help': help, ...(kind === 'radios' ? radio : {}) }];
  });
  return {
    'ui:order': order,
    'ui:submitButtonOptions': { submitText: 'Tiếp tục' },
    ...Object.fromEntries(entries),
  };
}
