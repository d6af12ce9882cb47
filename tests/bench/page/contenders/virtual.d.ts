// The modules that the build makes for the contenders' pages: the questionnaire as plain data, and
// what react-jsonschema-form's own compiler makes of its schemas.
declare module 'precall:questionnaire' {
  type Questionnaire = import('../shape.ts').Questionnaire;
  export const title: Questionnaire['title'];
  export const steps: Questionnaire['steps'];
  export const verdicts: Questionnaire['verdicts'];
  export const reasons: Questionnaire['reasons'];
}

declare module 'precall:validators' {
  type ValidatorFunctions = import('@rjsf/validator-ajv8').ValidatorFunctions;
  export const validators: ValidatorFunctions[];
}
