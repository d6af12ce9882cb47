// What was found on the visits, as medians by contender.
import { ratio, spread, type Spread } from '../measure.ts';
import type { Contender } from './contenders.ts';
import type { Transfer } from './tab.ts';
import type { Update } from './updates.ts';
import type { Visit } from './visit.ts';

const FONTS = 'woff2';
const LONG_TASK_MS = 50;
const FILES = ['html', 'css', 'js', 'json', 'wasm', 'svg'];

export interface PageRow {
  name: string;
  allows: string; // what its security policy allows beyond the strict one
  milliseconds: {
    firstPaint: Spread;
    largestPaint: Spread;
    visible: Spread; // the first question
    applied: Spread; // its answer, by the contender's own state
    blocked: Spread; // total blocking time until then
    blockedInAll: Spread; // and until the verdict
    handled: Spread; // of an answer: its listeners
    busy: Spread; // and the frame that shows it
    elapsed: Spread; // from its event until that frame is painted
    step: Spread; // listeners and frame of a click that leads to the next step
    slowestInteraction: Spread; // by the browser's own Event Timing
  };
  times: { visible: Spread; applied: Spread }; // as long as the first contender
  clicks: Spread; // until the first answer was taken
  requests: Transfer[]; // of the visit with the middle time
  bytes: Record<string, number>; // without heads, by kind of file
  bytesInAll: number; // without fonts and heads
  wireBytes: number; // without fonts
  fontBytes: number;
  heapBytes: Spread;
  wasmBytes: number;
  shift: Spread;
}

export interface PageTable {
  slowness: string;
  brotli: number; // its quality
  visits: number; // of each contender
  blankHeapBytes: number;
  rows: PageRow[];
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Of every long task the part above 50 ms, from the first paint on. */
function blocking({ longTasks, firstPaint = 0 }: Visit, until: number): number {
  const within = longTasks.filter(({ start }) => start < until);
  return sum(
    within.map(({ start, duration }) => {
      const after = start + duration - Math.max(start, firstPaint);
      return Math.max(0, after - LONG_TASK_MS);
    }),
  );
}

const bodies = (transfers: Transfer[]) => sum(transfers.map(({ bytes, head }) => bytes - head));

const bytesOf = ({ transfers }: Visit, kind: string) =>
  bodies(transfers.filter((each) => each.kind === kind));

/** The visit whose first answer was applied neither soon nor late. */
function middle(visits: Visit[]): Visit | undefined {
  const sorted = visits.toSorted((a, b) => (a.applied ?? 0) - (b.applied ?? 0));
  return sorted[Math.floor(sorted.length / 2)];
}

function timesOf(visits: Visit[]): PageRow['milliseconds'] {
  const of = (take: (visit: Visit) => number) => spread(visits.map(take));
  const all = visits.flatMap((visit) => visit.updates);
  const updates = all.filter(({ answer }) => answer);
  const steps = all.filter(({ answer }) => !answer);
  const busy = ({ handled, rendered }: Update) => handled + rendered;
  return {
    firstPaint: of(({ firstPaint }) => firstPaint ?? NaN),
    largestPaint: of(({ largestPaint }) => largestPaint ?? NaN),
    visible: of(({ visible }) => visible ?? NaN),
    applied: of(({ applied }) => applied ?? NaN),
    blocked: of((visit) => blocking(visit, visit.applied ?? NaN)),
    blockedInAll: of((visit) => blocking(visit, Infinity)),
    handled: spread(updates.map(({ handled }) => handled)),
    busy: spread(updates.map(busy)),
    elapsed: spread(updates.map(({ elapsed }) => elapsed)),
    step: spread(steps.map(busy)),
    slowestInteraction: of(({ slowestInteraction }) => slowestInteraction),
  };
}

function rowOf({ name, allows }: Contender, visits: Visit[], first: Visit[]): PageRow {
  const any = middle(visits);
  if (any === undefined) throw new Error(`${name} was never visited`);
  const times = (take: (visit: Visit) => number) => ratio(visits.map(take), first.map(take));
  const files = any.transfers.filter(({ kind }) => kind !== FONTS);
  const bytes = Object.fromEntries(FILES.map((kind) => [kind, bytesOf(any, kind)]));
  return {
    name,
    allows: Object.entries(allows)
      .map(([directive, source]) => `${directive} ${source}`)
      .join(', '),
    milliseconds: timesOf(visits),
    times: {
      visible: times(({ visible }) => visible ?? NaN),
      applied: times(({ applied }) => applied ?? NaN),
    },
    clicks: spread(visits.map(({ clicks }) => clicks)),
    requests: any.transfers,
    bytes,
    bytesInAll: bodies(files),
    wireBytes: sum(files.map((each) => each.bytes)),
    fontBytes: bytesOf(any, FONTS),
    heapBytes: spread(visits.map(({ heap }) => heap)),
    wasmBytes: Math.max(...visits.map(({ wasmBytes }) => wasmBytes)),
    shift: spread(visits.map(({ shifts }) => sum(shifts.map(({ value }) => value)))),
  };
}

export function tableOf(
  contenders: Contender[],
  visits: Visit[][],
): Pick<PageTable, 'visits' | 'rows'> {
  const [first = []] = visits;
  const rows = contenders.map((contender, index) => rowOf(contender, visits[index] ?? [], first));
  return { visits: first.length, rows };
}
