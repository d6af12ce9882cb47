// Runs in a painted page before its own scripts: sees when its first frame is there, and counts what
// it has of the graphics processor and of WebAssembly's memory.
import { afterPaint } from '../page/paint.ts';
import { watchWebAssembly } from '../page/wasm_memory.ts';

declare global {
  var watcher: { firstFrame: Promise<number>; wasmBytes(): number; graphicsBytes(): number };
}

const PIXEL_BYTES = 4;
const DRAWN_AND_SHOWN = 2;

const { prototype: context } = WebGL2RenderingContext;
const canvases = new Set<HTMLCanvasElement | OffscreenCanvas>();
const kept = new Map<object, number>();
const bound = new Map<number, object | null>();

/** Has `hear` told of every call before it is made. */
function listen(
  name: keyof WebGL2RenderingContext,
  hear: (given: unknown[], on: WebGL2RenderingContext) => void,
): void {
  const original = Reflect.get(context, name) as (...given: unknown[]) => unknown;
  Object.assign(context, {
    [name](this: WebGL2RenderingContext, ...given: unknown[]) {
      hear(given, this);
      return original.apply(this, given);
    },
  });
}

/** Milliseconds from the page's start until the frame that is drawn first is painted. */
const firstFrame = new Promise<number>((resolve) => {
  listen('drawElements', (_, { canvas }) => {
    if (canvases.has(canvas)) return;
    canvases.add(canvas);
    afterPaint(() => {
      resolve(performance.now());
    });
  });
});

function listenToGraphics(): void {
  const bind = (given: unknown[]) => {
    const [target, which] = given as [number, object | null];
    bound.set(target, which);
  };
  const hold = (target: number, bytes: number) => {
    const which = bound.get(target);
    if (which !== undefined && which !== null) kept.set(which, bytes);
  };
  listen('bindTexture', bind);
  listen('bindBuffer', bind);
  listen('texImage2D', (given) => {
    const [target = 0, , , width = 0, height = 0] = given as number[];
    hold(target, width * height * PIXEL_BYTES);
  });
  listen('bufferData', (given) => {
    const [target, data, , , length] = given as [number, number | Uint8Array, number, ...number[]];
    hold(target, typeof data === 'number' ? data : (length ?? data.byteLength));
  });
  for (const name of ['deleteTexture', 'deleteBuffer'] as const) {
    listen(name, ([which]) => kept.delete(which as object));
  }
}

/** Of textures and buffers, as they were asked for, and of the canvas. */
function graphicsBytes(): number {
  const pixels = [...canvases].reduce((sum, { width, height }) => sum + width * height, 0);
  const own = [...kept.values()].reduce((sum, bytes) => sum + bytes, 0);
  return own + pixels * PIXEL_BYTES * DRAWN_AND_SHOWN;
}

listenToGraphics();
globalThis.watcher = { firstFrame, wasmBytes: watchWebAssembly(), graphicsBytes };
