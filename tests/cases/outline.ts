// Renders what a transcript led to for a reviewer to read: each step in full, and within a step
// only the lines that change. The words are the core's; the marks around them are these:
//
//   » what the customer did      == a step          ? a question or field     ! an error
//   (•) ( ) [x] [ ] choices      § a clause, without its text where it is folded away
//   - + a line gone, a line new
import type {
  Clause,
  Control,
  ReviewGroup,
  Screen,
  ShownReceipt,
  Verdict,
} from '../../web/widget/types.ts';
import type { Event } from './replay.ts';
import type { TimedAction, Transcript } from './transcript.ts';

const maybe = (text: string | undefined, mark = '') => (text === undefined ? [] : [mark + text]);
const indented = (lines: string[]) => lines.map((line) => `    ${line}`);
const flat = (text: string) => text.replaceAll('\n', ' / ');
const clause = ({ label, text }: Clause) => `§ ${label}: ${flat(text)}`;

function control(each: Control): string[] {
  const { kind, value, unsure, options = [] } = each;
  const chosen = (on: boolean) => (kind === 'radios' ? (on ? '(•)' : '( )') : on ? '[x]' : '[ ]');
  const label = [each.label, ...maybe(each.optional_note)].join(' ');
  const typed = kind !== 'radios' && kind !== 'checkbox';
  const shown = unsure?.checked === true ? '' : value;
  const shortened = shown.length > 80 ? `${shown.slice(0, 80)}… (${shown.length})` : shown;
  const mark = kind === 'checkbox' ? chosen(value === 'true') : '?';
  return [
    `${mark} ${label}`,
    ...indented([
      ...maybe(each.error, '! '),
      ...maybe(each.help),
      ...(typed ? [`${each.id} = [${flat(shortened)}]`] : []),
      ...options.map((option) => `${chosen(option.value === value)} ${option.label}`),
      ...(unsure === undefined ? [] : [`${chosen(unsure.checked)} ${unsure.label}`]),
      ...(each.link === undefined ? [] : [`→ ${each.link.text} <${each.link.url}>`]),
      ...(each.clauses?.length ? maybe(each.clauses_label) : []),
      ...(each.clauses ?? []).map((cited) =>
        each.clauses_open === true ? clause(cited) : `§ ${cited.label}`,
      ),
    ]),
  ];
}

function plan({ plan: shown }: Verdict): string[] {
  if (shown === undefined) return [];
  const steps = shown.steps.map(({ text, change }, i) => `${i + 1}. ${text} [${change.label}]`);
  return [shown.heading, ...indented(steps), `${shown.promised ? '✓ ' : ''}${shown.outcome}`];
}

function verdict(shown: Verdict): string[] {
  return [
    `verdict: ${shown.verdict}${shown.settled ? '' : ', not settled'} (${shown.tone})`,
    shown.text,
    ...maybe(shown.reasons.length > 0 ? shown.reasons_heading : undefined),
    ...shown.reasons.flatMap(({ effect, message, clauses, follow_up }) =>
      indented([
        `${effect}: ${message}`,
        ...indented([...clauses.map(clause), ...maybe(follow_up)]),
      ]),
    ),
    ...plan(shown),
    ...maybe(shown.unknown_heading),
    ...indented(shown.unknown.map(({ text, change }) => `${text} [${change.label}]`)),
    ...maybe(shown.valid_text),
    ...maybe(shown.calendar?.label, 'calendar: '),
    ...maybe(shown.cannot_send),
  ];
}

const review = (groups: readonly ReviewGroup[]) =>
  groups.flatMap(({ heading, rows }) => [
    `-- ${heading}`,
    ...indented(
      rows.map(
        ({ label, value, change }) =>
          `${flat(label)}: ${flat(value)}${change === undefined ? '' : ` [${change.label}]`}`,
      ),
    ),
  ]);

const receipt = ({ status, code, code_label, rows = [] }: ShownReceipt) => [
  `delivery: ${status}`,
  ...(code === undefined ? [] : [`${code_label ?? ''}: ${code}`]),
  ...rows.map(({ label, value }) => `${label}: ${value}`),
];

function board({ board: entries = [] }: Screen): string[] {
  const states = ['met', 'open', 'may_refuse', 'blocked'] as const;
  const listed = states.flatMap((state) => {
    const ids = entries.filter((entry) => entry.state === state).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${state} ${ids.join(' ')}`];
  });
  return listed.length === 0 ? [] : [`clauses: ${listed.join('; ')}`];
}

export function render(screen: Screen): string[] {
  const { notice, errors, contact } = screen;
  return [
    `== ${screen.title} / ${screen.flow} / ${screen.step} (${screen.language})`,
    `# ${screen.heading}`,
    ...maybe(screen.progress?.text),
    ...maybe(screen.intro),
    ...(notice === undefined ? [] : [clause({ id: '', ...notice })]),
    ...maybe(notice?.link?.text, '→ '),
    ...maybe(errors?.heading, '! '),
    ...indented((errors?.items ?? []).map(({ id, text }) => `! ${id}: ${text}`)),
    ...(screen.controls ?? []).flatMap(control),
    ...(screen.verdict === undefined ? [] : verdict(screen.verdict)),
    ...(screen.receipt === undefined ? [] : receipt(screen.receipt)),
    ...review(screen.review ?? []),
    ...board(screen),
    ...maybe(screen.focus, 'focus: '),
    ...screen.actions.map(({ label, role }) => `[${label}] ${role}`),
    `☎ ${contact.text} [${contact.label}] <${contact.url}>`,
  ];
}

const asTyped = (value: string) =>
  value.length > 80 ? `${value.slice(0, 80)}… (${value.length})` : flat(value);

function deed(action: TimedAction, { now, language }: Transcript): string {
  const { do: verb, at, language: own } = action;
  const setting = [...(at === now ? [] : [at]), ...(own === language ? [] : [own])];
  const details = {
    input: () => ('value' in action ? `${action.id} = ${asTyped(action.value)}` : ''),
    go: () => ('step' in action ? `${action.step} ${action.focus ?? ''}`.trim() : ''),
    start: () => ('flow' in action ? action.flow : ''),
    delivery: () => ('status' in action ? `${action.status} ${action.detail ?? ''}`.trim() : ''),
    submit: () => ('id' in action ? (action.id ?? '') : ''),
    receipt: () => ('receipt' in action ? action.receipt.code : ''),
  } as Record<string, (() => string) | undefined>;
  const suffix = setting.length === 0 ? '' : ` (${setting.join(', ')})`;
  return `» ${verb} ${details[verb]?.() ?? ''}`.trimEnd() + suffix;
}

/** Lines of `after` that `before` lacks, and the reverse, in their own order. */
function changes(before: readonly string[], after: readonly string[]): string[] {
  const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`);
  return indented([...gone, ...come]);
}

export function outline(transcript: Transcript, events: readonly Event[]): string {
  const lines = [transcript.about, ''];
  let before: string[] = [];
  for (const { action, screen, error } of events) {
    if (action !== undefined) lines.push(deed(action, transcript));
    if (error !== undefined) lines.push(`    refused: ${error.place}: ${error.problem}`);
    if (screen === undefined) continue;
    const after = render(screen);
    const sameStep = after[0] === before[0];
    lines.push(...(sameStep ? changes(before, after) : ['', ...after, '']));
    before = after;
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
