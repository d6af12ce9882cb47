// What the painted client costs at rest and under a moving pointer, of one core of the processor.
import type { Browser, CDPSession, Page } from 'playwright-core';
import { frames, launchPainting, openClient, settled } from '../../browser/canvas.ts';
import { spread, type Spread } from '../measure.ts';

export interface ProcessorRow {
  name: string;
  movesPerSecond: Spread; // of the pointer, as they came about
  framesPerSecond: Spread;
  mainThread: Spread; // the page's own, as a share of one core
  renderer: Spread; // its whole process, and that of no other page
  graphics: Spread; // the browser's graphics process, which paints in software here
}

/** Seconds of processor time since each began; over a time, what there was of each in a second. */
interface Spent {
  at: number;
  moves: number;
  mainThread: number;
  renderer: number;
  graphics: number;
  frames: number;
}

/** Gives how often it moved the pointer. */
type Doing = (page: Page, milliseconds: number) => Promise<number>;

const MOVES_PER_SECOND = 60;

const rest: Doing = async (page, milliseconds) => {
  await page.waitForTimeout(milliseconds);
  return 0;
};

/** Over the whole sight, at another place with every move, and over everything in turn. */
async function point(page: Page, milliseconds: number): Promise<number> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const start = performance.now();
  const moves = Math.round((milliseconds * MOVES_PER_SECOND) / 1000);
  for (let move = 0; move < moves; move++) {
    const seconds = move / MOVES_PER_SECOND;
    const x = width * (0.5 + 0.4 * Math.sin(2.1 * seconds));
    const y = height * (0.5 + 0.45 * Math.sin(3.3 * seconds));
    await page.mouse.move(x, y);
    const due = start + ((move + 1) * 1000) / MOVES_PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await page.waitForTimeout(early);
  }
  return moves;
}

class Meter {
  private readonly page: Page;
  private readonly session: CDPSession;
  private readonly whole: CDPSession;

  private constructor(page: Page, session: CDPSession, whole: CDPSession) {
    this.page = page;
    this.session = session;
    this.whole = whole;
  }

  static async of(browser: Browser, page: Page): Promise<Meter> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Meter(page, session, await browser.newBrowserCDPSession());
  }

  private async read(): Promise<Spent> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const { processInfo } = await this.whole.send('SystemInfo.getProcessInfo');
    const of = (type: string) =>
      processInfo
        .filter((each) => each.type === type)
        .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    return {
      at: performance.now() / 1000,
      moves: 0,
      mainThread: metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN,
      renderer: of('renderer'),
      graphics: of('GPU'),
      frames: await frames(this.page),
    };
  }

  async during(doing: Doing, milliseconds: number): Promise<Spent> {
    const before = await this.read();
    const moves = await doing(this.page, milliseconds);
    const after = await this.read();
    const seconds = after.at - before.at;
    return {
      at: seconds,
      moves: moves / seconds,
      mainThread: (after.mainThread - before.mainThread) / seconds,
      renderer: (after.renderer - before.renderer) / seconds,
      graphics: (after.graphics - before.graphics) / seconds,
      frames: (after.frames - before.frames) / seconds,
    };
  }
}

function rowOf(name: string, all: Spent[]): ProcessorRow {
  const of = (take: (spent: Spent) => number) => spread(all.map(take));
  return {
    name,
    movesPerSecond: of((each) => each.moves),
    framesPerSecond: of((each) => each.frames),
    mainThread: of((each) => each.mainThread),
    renderer: of((each) => each.renderer),
    graphics: of((each) => each.graphics),
  };
}

/** In a browser of its own, which shows nothing else; the HTML face of the same page beside it. */
export async function benchProcessor(url: string, quick: boolean): Promise<ProcessorRow[]> {
  const browser = await launchPainting();
  try {
    const visit = await openClient(browser, { url });
    const { page } = visit;
    await settled(page);
    const meter = await Meter.of(browser, page);
    const times = async (name: string, doing: Doing) => {
      const all: Spent[] = [];
      await meter.during(doing, 500);
      for (let sample = 0; sample < (quick ? 1 : 7); sample++) {
        all.push(await meter.during(doing, quick ? 500 : 4000));
      }
      return rowOf(name, all);
    };
    const rows = [await times('idle', rest), await times('pointer moving', point)];
    await page.evaluate(() => {
      document.querySelector('precall-checker')?.setAttribute('face', 'html');
    });
    rows.push(
      await times('HTML face, idle', rest),
      await times('HTML face, pointer moving', point),
    );
    await visit.close();
    return rows;
  } finally {
    await browser.close();
  }
}
