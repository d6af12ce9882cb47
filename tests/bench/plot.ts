// The growth table as a picture: one panel a number of questions, both axes logarithmic.
import { execFileSync } from 'node:child_process';
import type { GrowthRow, Measure } from './growth.ts';

const LINES: { measure: Measure; title: string; colour: string }[] = [
  { measure: 'policy_check', title: 'policy check, whole process', colour: '#b3261e' },
  { measure: 'load', title: 'load: parse and compile', colour: '#8a5a00' },
  { measure: 'half_open', title: 'evaluate, half is open', colour: '#5b3f99' },
  { measure: 'all_known', title: 'evaluate, all is known', colour: '#1f5fa8' },
  { measure: 'classify', title: 'classify packed answers', colour: '#1b6e3c' },
];

function panel(rows: GrowthRow[], questions: number): string {
  const own = rows.filter((row) => row.questions === questions);
  const points = LINES.flatMap(({ measure }) => [
    ...own.map((row) =>
      [row.rules, row[measure].median, row[measure].low, row[measure].high].join(' '),
    ),
    'e',
  ]);
  const lines = LINES.map(
    ({ colour }) => `'-' with yerrorlines lc rgb '${colour}' lw 2 pt 7 ps 0.5`,
  );
  return [`set title '${questions} questions'`, `plot ${lines.join(', ')}`, ...points].join('\n');
}

export function plotGrowth(rows: GrowthRow[], file: string): void {
  const panels = [...new Set(rows.map(({ questions }) => questions))];
  const script = [
    "set terminal svg size 1080,520 font 'sans-serif,13' background '#ffffff'",
    `set output '${file}'`,
    'set encoding utf8',
    'set logscale xy',
    'set xrange [7:1500]',
    'set yrange [10:10000000000]',
    "set ytics ('10 ns' 10, '100 ns' 100, '1 µs' 1e3, '10 µs' 1e4, '100 µs' 1e5, '1 ms' 1e6, " +
      "'10 ms' 1e7, '100 ms' 1e8, '1 s' 1e9, '10 s' 1e10)",
    "set grid ytics lc rgb '#dddddd'",
    "set xlabel 'rules'",
    'unset key',
    ...LINES.map(
      ({ title, colour }, index) =>
        `set label '${title}' at screen ${0.1 + index * 0.2},0.07 center textcolor rgb '${colour}'`,
    ),
    `set multiplot layout 1,${panels.length} margins 0.07,0.98,0.25,0.84 spacing 0.07 ` +
      "title 'Time by rules and questions: medians with quartiles'",
    ...panels.flatMap((questions) => [panel(rows, questions), 'unset label']),
    'unset multiplot',
  ];
  execFileSync('gnuplot', { input: script.join('\n') });
}
