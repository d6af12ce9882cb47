// Times, in the page, how long an answer takes from its event to the frame that shows it, and what
// leads to another step.
import { afterPaint } from './paint.ts';

export interface Update {
  answer: boolean; // or a click on a button
  handled: number; // ms in listeners and the microtasks they leave
  rendered: number; // ms of the frame, from its callbacks until it is painted
  elapsed: number; // ms from the event until that frame is painted
}

const EVENTS = ['click', 'input', 'change', 'submit'];
const PATIENCE_MS = 500;

/** A click on an option or what follows from it; not one on a button. */
function isAnswer(event: Event): boolean {
  const [target] = event.composedPath();
  if (event.type !== 'click' || !(target instanceof Element)) return true;
  return target.closest('label') !== null || target.matches('[type="radio"], [type="checkbox"]');
}

const state = () => JSON.stringify(globalThis.told?.answers());

/**
 * One at a time; an event that changes no answer is none. What a page does later than in the next
 * frame after a click on a button is not seen.
 */
export function watchUpdates(updates: Update[], root: Node): void {
  let known = state();
  let started: number | undefined;
  let handled = 0;

  const waitForFrame = (start: number, answer: boolean) => {
    requestAnimationFrame(() => {
      const frame = performance.now();
      const now = state();
      if (answer && now === known && frame - start < PATIENCE_MS) {
        waitForFrame(start, answer);
        return;
      }
      const counts = !answer || now !== known;
      known = now;
      afterPaint(() => {
        const painted = performance.now();
        started = undefined;
        if (!counts) return;
        const rendered = painted - frame;
        updates.push({ answer, handled, rendered, elapsed: painted - start });
      });
    });
  };
  const begin = (event: Event) => {
    if (started !== undefined) return;
    started = performance.now();
    waitForFrame(started, isAnswer(event));
  };
  const end = () => {
    if (started !== undefined) handled = performance.now() - started;
  };
  // On the root itself: a change is not told outside of a shadow root.
  for (const type of EVENTS) {
    root.addEventListener(type, begin, { capture: true });
    root.addEventListener(type, end);
  }
}
