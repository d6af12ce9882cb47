// The painted client's tables, in Markdown, with the limits that they are held against.
import { digits, duration, table, times } from '../markdown.ts';
import type { Spread } from '../measure.ts';
import type { CanvasTable } from './bench.ts';
import type { FirstFrameRow } from './first_frame.ts';
import type { MemoryRow } from './memory.ts';
import type { ProcessorRow } from './processor.ts';

const KIB = 1024;
const MIB = 1024 * 1024;

const mib = (bytes: number) => digits(bytes / MIB);

function percent({ median, low, high }: Spread): string {
  const show = (share: number) => (share * 100).toFixed(1);
  return `${show(median)} % (${show(low)}–${show(high)})`;
}

const firstFrame = ({ name, slowness, milliseconds, times: ratio, bytes }: FirstFrameRow) => [
  name,
  slowness,
  duration(milliseconds, 1e6),
  times(ratio),
  `${digits(bytes / KIB)} KiB`,
];

const processor = ({ name, movesPerSecond, framesPerSecond, ...shares }: ProcessorRow) => [
  name,
  movesPerSecond.median.toFixed(0),
  framesPerSecond.median.toFixed(1),
  percent(shares.mainThread),
  percent(shares.renderer),
  percent(shares.graphics),
];

const memory = ({ steps, heapBytes, wasmBytes, graphicsBytes }: MemoryRow) => [
  String(steps),
  mib(heapBytes),
  mib(wasmBytes),
  mib(graphicsBytes),
  mib(heapBytes + wasmBytes + graphicsBytes),
];

const FIRST_FRAME = ['page', 'slowed down', 'first frame', 'times as long as blank', 'transferred'];

const PROCESSOR = [
  'while',
  'moves a second',
  'frames a second',
  "the page's main thread",
  'its whole process',
  'the graphics process',
];

const MEMORY = ['steps', 'JavaScript heap', 'WebAssembly', 'asked of WebGL', 'together'];

export function canvasText(found: CanvasTable): string {
  return `## The canvas face

The page of the client, \`client.html\`, up to its first frame, beside a blank page: Dear ImGui of the same source and
with the same flags, its own built-in font and one empty window, glue minified and module preloaded, served alike. It
fetches no typeface, which only helps it. ${found.firstFrame[0]?.milliseconds.samples ?? 0} cold visits each, in turn, 412 × 915 pixels. The limit is 1.5.

${table(FIRST_FRAME, found.firstFrame.map(firstFrame))}

Shares of one core, 1280 × 800 pixels, nothing slowed down. The pointer makes up to 60 moves a second all over the page.
WebGL is SwiftShader's, which paints in software what a phone's graphics do in hardware; it paints in the graphics
process, and so does the browser all else that is on the screen. The HTML face of the same page stands beside it. The
limits are 1 % idle, renderer and graphics together, and 15 % of the whole process with the pointer moving.

${table(PROCESSOR, found.processor.map(processor))}

MiB after steps of real transcripts, there and back, each painted; the heap after a collection, textures, buffers and
canvas as asked of WebGL. The limit is 64 MiB.

${table(MEMORY, found.memory.map(memory))}`;
}
