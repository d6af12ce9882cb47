// What the painted client has in memory after many steps, there and back through real transcripts.
import assert from 'node:assert/strict';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Action, Screen } from '../../../web/widget/types.ts';
import { Replay } from '../../cases/replay.ts';
import { completed, transcripts, type TimedAction } from '../../cases/transcript.ts';
import { assertSaysTheSame, openClient } from '../../browser/canvas.ts';
import { loadCore, policyText } from '../../wasm/module.ts';

export interface MemoryRow {
  steps: number;
  heapBytes: number; // of living JavaScript objects
  wasmBytes: number;
  graphicsBytes: number; // as asked of WebGL
}

const NOW = '2026-11-22T09:00:00+07:00';
const LANGUAGE = 'vi';

interface Walk {
  actions: Action[];
  screen: Screen; // that they lead to
}

/** As far as each transcript goes before it sends, and all the way back: what the core takes of it. */
async function walk(steps: number): Promise<Walk> {
  const run = new Replay(await loadCore(), policyText);
  const actions: Action[] = [];
  let screen = run.screen(LANGUAGE, NOW);
  const take = (action: Action) => {
    if (actions.length === steps) return false;
    const timed: TimedAction = { ...action, at: NOW, language: LANGUAGE };
    const event = run.apply(timed);
    if (event.screen === undefined) return false;
    screen = event.screen;
    actions.push(action);
    return true;
  };
  const back = () => screen.actions.some(({ action }) => action.do === 'back');
  while (actions.length < steps) {
    for (const transcript of transcripts()) {
      for (const given of transcript.actions) {
        if (given.do === 'submit') break;
        take(completed(given, transcript));
      }
      while (back() && take({ do: 'back' }));
    }
  }
  return { actions, screen };
}

/** Each one is painted before the next. */
const perform = (page: Page, actions: Action[]) =>
  page.evaluate(async (all) => {
    const checker = document.querySelector('precall-checker') as unknown as {
      perform(action: unknown): void;
    };
    for (const action of all) {
      checker.perform(action);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  }, actions);

async function measure(page: Page, session: CDPSession, steps: number): Promise<MemoryRow> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { wasmBytes, graphicsBytes } = await page.evaluate(() => ({
    wasmBytes: watcher.wasmBytes(),
    graphicsBytes: watcher.graphicsBytes(),
  }));
  return { steps, heapBytes: usedSize, wasmBytes, graphicsBytes };
}

export async function benchMemory(
  browser: Browser,
  url: string,
  watcher: string,
  quick: boolean,
): Promise<MemoryRow[]> {
  const stops = quick ? [10, 20, 40] : [100, 500, 1000];
  const { actions, screen } = await walk(stops.at(-1) ?? 0);
  const visit = await openClient(browser, { url, now: NOW, script: watcher });
  const { page } = visit;
  const session = await page.context().newCDPSession(page);
  const rows: MemoryRow[] = [];
  let done = 0;
  for (const stop of stops) {
    await perform(page, actions.slice(done, stop));
    rows.push(await measure(page, session, stop));
    done = stop;
  }
  await assertSaysTheSame(page);
  const shown = await page.evaluate(
    () => (document.querySelector('precall-checker') as unknown as { screen: Screen }).screen,
  );
  assert.deepEqual(shown.controls, screen.controls, 'the page went another way than the core');
  assert.equal(shown.step, screen.step);
  await visit.close();
  return rows;
}
