// The contenders: where each one's page lies, how a hand finds its controls, and the least that its
// security policy has to allow beyond the strict one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { at } from '../../paths.ts';
import { pages } from './build.ts';
import { vietnameseDate } from './dates.ts';

export interface Contender {
  id: string;
  name: string;
  folder: string;
  host: string; // the element whose shadow root holds the form; empty if none
  option(question: string, value: string): string; // CSS of what is clicked
  unsure(question: string): string;
  /** What is written into which fields; dates come as 2026-11-22. */
  typed(question: string, value: string): [selector: string, value: string][];
  next: string;
  /** Additions to the strict policy, by directive. */
  allows: Record<string, string>;
}

const page = (id: string) => ({ id, folder: `${pages}/${id}`, host: '', allows: {} });

const hand: Contender = {
  ...page('hand'),
  name: 'hand-written page',
  option: (question, value) => `label:has([name="${question}"][value="${value}"])`,
  unsure: (question) => `label:has([name="${question}.unsure"])`,
  typed: (question, value) => [[`[name="${question}"]`, value]],
  next: 'form > button:not(.back)',
};

const precall: Contender = {
  id: 'precall',
  name: 'Precall',
  folder: at('build/site'),
  host: 'precall-checker',
  option: (question, value) => `label:has([name="${question}"][value="${value}"])`,
  unsure: (question) => `label:has(#c-${question}-unsure)`,
  typed: (question, value) => [[`#c-${question}`, vietnameseDate(value)]],
  next: 'button[type="submit"]',
  allows: {},
};

const survey: Contender = {
  ...page('survey'),
  name: 'SurveyJS',
  allows: { 'style-src-attr': "'unsafe-inline'" },
  option: (question, value) => `[data-name="${question}"] label:has([value="${value}"])`,
  unsure: (question) => `[data-name="${question}_unsure"] label`,
  typed: (question, value) => [[`[data-name="${question}"] input`, value]],
  next: '.sd-navigation__next-btn, .sd-navigation__complete-btn',
};

const formio: Contender = {
  ...page('formio'),
  allows: {
    'script-src': "'unsafe-eval'",
    'style-src-attr': "'unsafe-inline'",
    'img-src': 'data:',
  },
  name: 'Form.io',
  option: (question, value) => `.formio-component-${question} input[value="${value}"]`,
  unsure: (question) => `.formio-component-${question}_unsure input`,
  typed: (question, value) => {
    const place = `.formio-component-${question}`;
    const [year, month, day] = value.split('-');
    if (day === undefined) return [[`${place} input`, value]];
    return [
      [`${place} [ref="day"]`, String(Number(day))],
      [`${place} [ref="month"]`, String(Number(month))],
      [`${place} [ref="year"]`, year ?? ''],
    ];
  },
  next: '.btn-wizard-nav-next, .btn-wizard-nav-submit',
};

const rjsf: Contender = {
  ...page('rjsf'),
  name: 'react-jsonschema-form',
  option: (question, value) => `label:has([name="root_${question}"][value="${value}"])`,
  unsure: (question) => `label:has(#root_${question}_unsure)`,
  typed: (question, value) => [[`#root_${question}`, value]],
  next: '[type="submit"]',
};

/** In the order of the tables; ratios are to the first. */
export const contenders = [hand, precall, rjsf, survey, formio];

const STRICT: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
};

/** Styles inside the page are named by their digests. */
function digests(html: string): string[] {
  return [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(
    ([, css = '']) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  );
}

export function policyFor({ folder, allows }: Pick<Contender, 'folder' | 'allows'>): string {
  const inside = digests(readFileSync(`${folder}/index.html`, 'utf8'));
  const besides: Record<string, string> = {
    ...allows,
    'style-src': [...new Set(inside)].join(' '),
  };
  return [...new Set([...Object.keys(STRICT), ...Object.keys(allows)])]
    .map((directive) =>
      [directive, STRICT[directive], besides[directive]].filter(Boolean).join(' '),
    )
    .join('; ');
}
