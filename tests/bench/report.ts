// The results as tables, in Markdown.
import type { CanvasTable } from './canvas/bench.ts';
import { canvasText } from './canvas/report.ts';
import type { PeerTable } from './core_bench.ts';
import type { GrowthRow, Measure } from './growth.ts';
import type { JsonlTable } from './jsonl.ts';
import { loadText, type LoadTables } from './load/report.ts';
import { duration, table, times } from './markdown.ts';
import type { NativeTable } from './native.ts';
import { pagesText } from './page/report.ts';
import type { PageTable } from './page/table.ts';
import type { PolicyCheckTable } from './policy_check.ts';

export interface Results {
  machine: { processor: string; node: string; compiler: string; commit: string };
  native: NativeTable[];
  core: PeerTable[];
  jsonl: JsonlTable;
  policyCheck: PolicyCheckTable;
  load: LoadTables | undefined; // not in the short form
  growth: GrowthRow[];
  pages: PageTable;
  canvas: CanvasTable | undefined; // nor this
}

function nativeText(tables: NativeTable[]): string {
  const rows = tables.flatMap(({ distribution, rows: own }) =>
    own.map(({ name, nanoseconds, engine }) => [
      distribution,
      name,
      duration(nanoseconds),
      times(engine),
    ]),
  );
  return `## Natively, from raw 32-bit answers to verdict and fired rules

The real policy, ${tables[0]?.customers ?? 0} different customers, the same compiler flags; all three found the same for each
customer before time was taken.

${table(['customers', 'code', 'one evaluation', 'Precall takes … times as long'], rows)}`;
}

function coreText(tables: PeerTable[]): string {
  return tables
    .map(({ distribution, customers, rows }) => {
      const body = rows.map(({ name, given, nanoseconds, times: ratio }) => [
        name,
        given,
        duration(nanoseconds),
        times(ratio),
      ]);
      return `## In Node, ${distribution}

The real policy, ${customers} customers, the same facts (dates as days since); all agreed on the verdict and the fired
rules of every customer before time was taken.

${table(['what', 'given', 'one evaluation', 'times as long as Precall, packed'], body)}`;
    })
    .join('\n\n');
}

function jsonlText({ sizes, line }: JsonlTable): string {
  const rows = sizes.map(({ lines, milliseconds, times: ratio }) => [
    `${lines} lines, whole process`,
    ...milliseconds.map(({ time }) => duration(time, 1e6)),
    times(ratio),
  ]);
  rows.push([
    'one line, without starting',
    ...line.microseconds.map(({ time }) => duration(time, 1e3)),
    times(line.times),
  ]);
  return `## precall check --jsonl

Against JSON.parse, hand-written ifs and JSON.stringify in Node. Both printed the same bytes.

${table(['answers', ...line.microseconds.map(({ name }) => name), 'Precall takes … times as long'], rows)}`;
}

const MEASURES: Record<Measure, string> = {
  load: 'load',
  classify: 'classify',
  all_known: 'evaluate, all known',
  half_open: 'evaluate, half open',
  policy_check: 'policy check',
};

function growthText(rows: GrowthRow[]): string {
  const measures = Object.keys(MEASURES) as Measure[];
  const body = rows.map((row) => [
    String(row.questions),
    String(row.rules),
    ...measures.map((measure) => duration(row[measure])),
  ]);
  const head = ['questions', 'rules', ...measures.map((measure) => MEASURES[measure])];
  return `## Cost against growth

Random policies, two or three questions a rule, natively. Load is parsing and compiling; classify is from packed
answers to verdict and fired rules; evaluate finds reasons, what is still open and how long the verdict holds; policy
check is the whole process.

${table(head, body)}`;
}

export function report(results: Results): string {
  const { machine, native, core, jsonl, policyCheck, load, growth, pages, canvas } = results;
  const rows = policyCheck.rows.map(({ name, milliseconds }) => [
    name,
    duration(milliseconds, 1e6),
  ]);
  return `# How fast

Medians, with the quartiles in brackets. Contenders ran in turn, in one run; ratios are of pairs that ran one after the
other. ${machine.processor}, Node ${machine.node}, ${machine.compiler}, commit ${machine.commit}.

${nativeText(native)}

${coreText(core)}

${jsonlText(jsonl)}

## precall policy check, the real policy

${table(['where', 'time'], rows)}

${load === undefined ? '' : loadText(load)}

${growthText(growth)}

${pagesText(pages)}

${canvas === undefined ? '' : canvasText(canvas)}
`;
}
