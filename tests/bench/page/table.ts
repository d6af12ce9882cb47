// What was found on the visits, as medians by contender.
import { ratio, spread, type Spread } from '../measure.ts';
import type { Contender } from './contenders.ts';
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
    slowestInteraction: Spread; // by the browser's own Event Timing
  };
  times: { visible: Spread; applied: Spread }; // as long as the first contender
  clicks: Spread; // until the first answer was taken
  requests: number;
  bytes: Record<string, number>; // on the wire, heads included, by kind of file
  bytesInAll: number; // without fonts
  fontBytes: number;
  heapBytes: Spread;
  wasmBytes: number;
  shift: Spread;
}

export interface PageTable {
  slowness: string;
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

const bytesOf = ({ transfers }: Visit, kind: string) =>
  sum(transfers.filter((each) => each.kind === kind).map(({ bytes }) => bytes));

function timesOf(visits: Visit[]): PageRow['milliseconds'] {
  const of = (take: (visit: Visit) => number) => spread(visits.map(take));
  const updates = visits.flatMap((visit) => visit.updates);
  return {
    firstPaint: of(({ firstPaint }) => firstPaint ?? NaN),
    largestPaint: of(({ largestPaint }) => largestPaint ?? NaN),
    visible: of(({ visible }) => visible ?? NaN),
    applied: of(({ applied }) => applied ?? NaN),
    blocked: of((visit) => blocking(visit, visit.applied ?? NaN)),
    blockedInAll: of((visit) => blocking(visit, Infinity)),
    handled: spread(updates.map(({ handled }) => handled)),
    busy: spread(updates.map(({ handled, rendered }) => handled + rendered)),
    elapsed: spread(updates.map(({ elapsed }) => elapsed)),
    slowestInteraction: of(({ slowestInteraction }) => slowestInteraction),
  };
}

function rowOf({ name, allows }: Contender, visits: Visit[], first: Visit[]): PageRow {
  const [any] = visits;
  if (any === undefined) throw new Error(`${name} was never visited`);
  const times = (take: (visit: Visit) => number) => ratio(visits.map(take), first.map(take));
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
    requests: any.transfers.length,
    bytes,
    bytesInAll: sum(any.transfers.filter(({ kind }) => kind !== FONTS).map((each) => each.bytes)),
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
