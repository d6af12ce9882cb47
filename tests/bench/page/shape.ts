// What every contender is made from, and what every contender's page tells the bench.
import type { Given, Judgement } from './judge.ts';

export interface Question {
  id: string;
  kind: 'radios' | 'integer' | 'date';
  label: string;
  help: string;
  options: { value: string; label: string }[];
  /** The words of the box beside a field that says "I am not sure"; radios have it as an option. */
  unsure?: string;
  onlyIf?: { question: string; is: string };
}

export interface Step {
  id: string;
  heading: string;
  questions: Question[];
}

/** In Vietnamese. */
export interface Questionnaire {
  title: string;
  contact: { text: string; url: string; label: string };
  steps: Step[];
  verdicts: Record<string, string>;
  reasons: Record<string, string>; // by rule
}

/** What a page shows of its own state; the bench reads nothing else. */
export interface Told {
  answers(): Given;
  judgement(): Judgement | undefined;
}

declare global {
  var told: Told | undefined;
}
