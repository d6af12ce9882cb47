// Runs in every page before its own scripts: sees when the first question is there, answers it like
// an impatient visitor, and keeps what the browser says of its work. Reads `told` and what is shown.
import type { Judgement } from './judge.ts';
import { afterPaint } from './paint.ts';
import { watchUpdates, type Update } from './updates.ts';
import { watchWebAssembly } from './wasm_memory.ts';

export interface ProbeSetting {
  host: string; // the element whose shadow root holds the form; empty if none
  question: string; // the words of the first question
  option: string; // CSS, its first option
  other: string; // CSS, another one
  answer: [question: string, value: string];
}

export interface Findings {
  visible: number | undefined;
  applied: number | undefined;
  clicks: number;
  firstPaint: number | undefined;
  largestPaint: number | undefined;
  longTasks: { start: number; duration: number }[];
  shifts: { start: number; value: number }[];
  slowestInteraction: number;
  violations: string[];
  updates: Update[];
  wasmBytes: number;
}

declare global {
  var probeSetting: ProbeSetting;
  var probe: typeof tools;
}

const AGAIN_MS = 100;
const POLL_MS = 4;
const RECORDED_MS = 1000;
const AT_REST_FRAMES = 2;
const { host, question, option, other, answer } = globalThis.probeSetting;

const findings: Findings = {
  visible: undefined,
  applied: undefined,
  clicks: 0,
  firstPaint: undefined,
  largestPaint: undefined,
  longTasks: [],
  shifts: [],
  slowestInteraction: 0,
  violations: [],
  updates: [],
  wasmBytes: 0,
};

const shadow = () => (host === '' ? null : document.querySelector(host)?.shadowRoot) ?? undefined;

/** Where to look: first inside the widget, then in the page, whose own content may stand in it. */
const roots = () => [shadow() ?? document, document];

function find(selector: string): HTMLElement | undefined {
  for (const root of roots()) {
    const found = root.querySelector<HTMLElement>(selector);
    if (found !== null) return found;
  }
  return undefined;
}

const isShown = (element: HTMLElement) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
  element.getBoundingClientRect().height > 0;

/** The element that holds exactly these words. */
function holder(words: string): HTMLElement | undefined {
  for (const root of roots()) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.textContent?.trim() === words) return node.parentElement ?? undefined;
    }
  }
  return undefined;
}

function observe(type: string, take: (entry: PerformanceEntry) => void, threshold = 0): void {
  const observer = new PerformanceObserver((list) => {
    list.getEntries().forEach(take);
  });
  observer.observe({
    type,
    buffered: true,
    durationThreshold: threshold,
  } as PerformanceObserverInit);
}

function listenToBrowser(): void {
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') findings.firstPaint = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => {
    findings.largestPaint = startTime;
  });
  observe('longtask', ({ startTime, duration }) => {
    findings.longTasks.push({ start: startTime, duration });
  });
  observe('layout-shift', (entry) => {
    const { startTime, value, hadRecentInput } = entry as PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    };
    if (!hadRecentInput) findings.shifts.push({ start: startTime, value });
  });
  const rare = (entry: PerformanceEntry) => {
    const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
    if (interactionId > 0)
      findings.slowestInteraction = Math.max(findings.slowestInteraction, duration);
  };
  observe('event', rare, 16);
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
    findings.violations.push(`${violatedDirective}: ${blockedURI} in ${sourceFile}`);
  });
}

const holds = () => globalThis.told?.answers()[answer[0]] === answer[1];

/** Clicks until the page's own state has the answer: anew by way of the other option. */
function answerFirst(): void {
  let clicked = 0;
  const poll = () => {
    if (holds()) {
      findings.applied = performance.now();
      return;
    }
    if (performance.now() - clicked > AGAIN_MS) {
      if (findings.clicks > 0) find(other)?.click();
      find(option)?.click();
      clicked = performance.now();
      findings.clicks++;
      if (holds()) {
        findings.applied = performance.now();
        return;
      }
    }
    setTimeout(poll, POLL_MS);
  };
  poll();
}

function waitForQuestion(): void {
  requestAnimationFrame(() => {
    const words = holder(question);
    const first = find(option);
    if (words === undefined || first === undefined || !isShown(words) || !isShown(first)) {
      waitForQuestion();
      return;
    }
    afterPaint(() => {
      findings.visible = performance.now();
      answerFirst();
    });
  });
}

/** Resolves with what `look` gives, in the first frame in which it gives something. */
const eventually = <Found>(look: () => Found | undefined) =>
  new Promise<Found>((resolve) => {
    const again = () => {
      const found = look();
      if (found === undefined) requestAnimationFrame(again);
      else resolve(found);
    };
    again();
  });

const tools = {
  findings,
  applied: () => eventually(() => findings.applied),
  /** The verdict, once its heading, one of these words, is on the screen. */
  judged: (headings: Record<string, string>) =>
    eventually((): Judgement | undefined => {
      const judgement = globalThis.told?.judgement();
      const heading = holder(headings[judgement?.verdict ?? ''] ?? '');
      return heading !== undefined && isShown(heading) ? judgement : undefined;
    }),
  answers: () => globalThis.told?.answers(),
  /** Whether the page's own state comes to hold this answer within a second. */
  recorded: (id: string, value: string) => {
    const start = performance.now();
    return eventually(() => {
      if (globalThis.told?.answers()[id] === value) return true;
      return performance.now() - start > RECORDED_MS ? false : undefined;
    });
  },
  watchUpdates: () => {
    watchUpdates(findings.updates, shadow() ?? document);
  },

  /** Where to click for it, once it is shown, in sight and at rest. */
  point: (selector: string) => {
    let before = '';
    let still = 0;
    return eventually(() => {
      const element = find(selector);
      if (element === undefined || !isShown(element)) return undefined;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { x, y, width, height } = element.getBoundingClientRect();
      const place = [x, y, width, height].join(' ');
      still = place === before ? still + 1 : 0;
      before = place;
      return still === AT_REST_FRAMES ? { x: x + width / 2, y: y + height / 2 } : undefined;
    });
  },

  /** Writes into a field what a picker or a paste would. */
  fill: async (selector: string, value: string) => {
    const field = await eventually(() => find(selector));
    const { prototype } = field instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
    field.focus();
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
    for (const type of ['input', 'change']) {
      field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
    field.blur();
  },
};

globalThis.probe = tools;
listenToBrowser();
const wasmBytes = watchWebAssembly();
Object.defineProperty(findings, 'wasmBytes', { enumerable: true, get: wasmBytes });
waitForQuestion();
