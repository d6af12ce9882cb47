// Times, in the page, how long an answer takes from its event to the frame that shows it.
import { afterPaint } from './paint.ts';

export interface Update {
  handled: number; // ms in listeners and the microtasks they leave
  rendered: number; // ms of the frame, from its callbacks until it is painted
  elapsed: number; // ms from the event until that frame is painted
}

const EVENTS = ['click', 'input', 'change'];
const PATIENCE_MS = 500;

/** A click on an option or what follows from it; not one on a button, which leads elsewhere. */
function isAnswer(event: Event): boolean {
  const [target] = event.composedPath();
  if (event.type !== 'click' || !(target instanceof Element)) return true;
  return target.closest('label') !== null || target.matches('[type="radio"], [type="checkbox"]');
}

const state = () => JSON.stringify(globalThis.told?.answers());

/** One at a time; an event that changes no answer is none. */
export function watchUpdates(updates: Update[], root: Node): void {
  let known = state();
  let started: number | undefined;
  let handled = 0;

  const waitForFrame = (start: number) => {
    requestAnimationFrame(() => {
      const frame = performance.now();
      const now = state();
      if (now === known && frame - start < PATIENCE_MS) {
        waitForFrame(start);
        return;
      }
      const changed = now !== known;
      known = now;
      afterPaint(() => {
        const painted = performance.now();
        started = undefined;
        if (changed) updates.push({ handled, rendered: painted - frame, elapsed: painted - start });
      });
    });
  };
  const begin = (event: Event) => {
    if (started !== undefined || !isAnswer(event)) return;
    started = performance.now();
    waitForFrame(started);
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
