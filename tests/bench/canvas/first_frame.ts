// From the address to the first painted frame, cold, beside a blank page of Dear ImGui.
import type { Browser } from 'playwright-core';
import { inTurn, ratio, spread, type Spread } from '../measure.ts';
import { SLOW_4G, Tab, words, type Slowness, type Transfer } from '../page/tab.ts';
import type { Stand, Stands } from './stands.ts';

export interface FirstFrameRow {
  name: string;
  slowness: string;
  milliseconds: Spread;
  times: Spread; // as long as the blank page
  bytes: number; // of all that it took, without heads
  requests: Transfer[]; // of one visit
}

interface Arrival {
  milliseconds: number;
  transfers: Transfer[];
}

const PHONE: Slowness = { processor: 4 };

async function arrive(browser: Browser, { url }: Stand, watcher: string, slow?: Slowness) {
  const tab = await Tab.open(browser, [watcher], slow);
  try {
    await tab.visit(url);
    const milliseconds = await tab.ask<number>('watcher.firstFrame');
    return { milliseconds, transfers: [...tab.transfers] };
  } finally {
    await tab.close();
  }
}

function rows(stands: Stand[], arrivals: Arrival[][], slow?: Slowness): FirstFrameRow[] {
  const times = arrivals.map((own) => own.map(({ milliseconds }) => milliseconds));
  return stands.map(({ name }, index) => {
    const own = times[index] ?? [];
    const requests = arrivals[index]?.[0]?.transfers ?? [];
    return {
      name,
      slowness: words(slow),
      milliseconds: spread(own),
      times: ratio(own, times[0] ?? []),
      bytes: requests.reduce((sum, { bytes, head }) => sum + bytes - head, 0),
      requests,
    };
  });
}

/** In pairs, one after the other. */
export async function benchFirstFrame(
  browser: Browser,
  { blank, client }: Stands,
  watcher: string,
  quick: boolean,
): Promise<FirstFrameRow[]> {
  const stands = [blank, client];
  for (const stand of stands) await stand.rehearse(browser);
  const found: FirstFrameRow[] = [];
  for (const slow of quick ? [undefined] : [{ ...PHONE, network: SLOW_4G }, PHONE]) {
    const take = (stand: Stand) => arrive(browser, stand, watcher, slow);
    if (!quick) await inTurn(stands, 1, take);
    found.push(...rows(stands, await inTurn(stands, quick ? 1 : 7, take), slow));
  }
  return found;
}
