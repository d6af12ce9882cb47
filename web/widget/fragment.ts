// The check as a fragment of an address, "#precall=verdict&request_kind=unclear_points": the step,
// and the answers that may stand in a link. A fragment never reaches a server.

export interface Linked {
  step: string;
  answers: [id: string, value: string][];
}

const OPENING = '#precall=';
// What browsers, chats and mail programs pass on whole.
const LENGTH_MAX = 2_000;
// Options, numbers and dates. What else can be typed into a question has no place in a link.
const VALUE = /^[\w./-]{1,40}$/;

export const isOurs = (fragment: string) => fragment.startsWith(OPENING);

export function readFragment(fragment: string): Linked | undefined {
  if (!isOurs(fragment) || fragment.length > LENGTH_MAX) return undefined;
  const [[, step] = ['', ''], ...rest] = [...new URLSearchParams(fragment.slice(1))];
  return { step, answers: rest.filter(([, value]) => VALUE.test(value)) };
}

/** Answers that do not fit any more are left out: the check asks for them again. */
export function writeFragment({ step, answers }: Linked): string {
  return answers
    .filter(([, value]) => VALUE.test(value))
    .map(([id, value]) => `&${encodeURIComponent(id)}=${value}`)
    .reduce(
      (text, part) => (text.length + part.length > LENGTH_MAX ? text : text + part),
      OPENING + encodeURIComponent(step),
    );
}
