// The painted client: its first frame beside a blank page of Dear ImGui, what it costs at rest and under
// a pointer, and what it holds after many steps.
import { constants } from 'node:zlib';
import { launchPainting } from '../../browser/canvas.ts';
import { script } from '../page/script.ts';
import { benchFirstFrame, type FirstFrameRow } from './first_frame.ts';
import { benchMemory, type MemoryRow } from './memory.ts';
import { benchProcessor, type ProcessorRow } from './processor.ts';
import { openStands } from './stands.ts';

export interface CanvasTable {
  firstFrame: FirstFrameRow[];
  processor: ProcessorRow[];
  memory: MemoryRow[];
}

export async function benchCanvas(quick: boolean): Promise<CanvasTable> {
  const watcher = await script('canvas/watcher');
  const stands = await openStands(quick ? 1 : constants.BROTLI_MAX_QUALITY);
  const { url } = stands.client.server;
  const browser = await launchPainting();
  try {
    const firstFrame = await benchFirstFrame(browser, stands, watcher, quick);
    const memory = await benchMemory(browser, url, watcher, quick);
    await browser.close();
    return { firstFrame, memory, processor: await benchProcessor(url, quick) };
  } finally {
    await browser.close();
    await Promise.all([stands.blank.server.stop(), stands.client.server.stop()]);
  }
}
