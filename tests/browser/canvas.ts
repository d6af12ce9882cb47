// The canvas face as tests see it: a browser with software WebGL, the client's page once it is painted,
// and pictures compared by the browser itself.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Screen } from '../../web/widget/types.ts';
import { launch, Visit, type Setting } from './browser.ts';

/** The processor plays the graphics card, for the canvas; HTML it paints itself, which is quicker. */
const PAINTING = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-rasterization',
];

export const launchPainting = (...more: string[]): Promise<Browser> => launch(...PAINTING, ...more);

/** Whether the leaves lie over a canvas that has been painted. */
export const isPainted = () => {
  const root = document.querySelector('precall-checker')?.shadowRoot;
  const canvas = root?.querySelector('canvas') as Painted | null | undefined;
  return (canvas?.precallClient?.frames ?? 0) > 0 && root?.querySelector('[data-at]') !== null;
};

interface Painted extends HTMLCanvasElement {
  precallClient?: {
    frames: number;
    drawn: string[];
    focus(place: number, visible: boolean): void;
  };
}

/**
 * Runs in the page before its own scripts: chance that is the same every time, so that a request has
 * the same id, digest and code. By a linear congruential generator, which no secret depends on here.
 */
export const withoutChance = (seed: string): string => `
  let state = 0;
  for (const letter of ${JSON.stringify(seed)}) state = (31 * state + letter.charCodeAt(0)) >>> 0;
  crypto.getRandomValues = (bytes) => bytes.map(() => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state >>> 24;
  });`;

export async function openClient(browser: Browser, setting: Setting): Promise<Visit> {
  const { language = 'vi', url } = setting;
  const page = new URL(language === 'vi' ? 'client.html' : `client.${language}.html`, url);
  page.hash = new URL(url).hash;
  const visit = await Visit.open(browser, { ...setting, language: 'vi', url: page.href });
  await visit.page.waitForFunction(isPainted);
  return visit;
}

/** Whether what belongs below a screen has come, which is a moment later and makes the card higher: the
 *  line about the draft, the words of later steps, and what sends. */
const allHasCome = () => {
  const { screen, late, keeping } = document.querySelector('precall-checker') as unknown as Waited;
  const { pending, stored, state } = keeping.drafts;
  const isTold = stored ? state !== 'none' : state === 'none' && pending === undefined;
  const isPast = screen.progress === undefined;
  const isAboutToSend = ['form', 'review', 'sent'].includes(screen.step);
  return (
    isTold &&
    (!isPast || late !== undefined) &&
    (!isAboutToSend || keeping.desk?.late !== undefined)
  );
};

interface Waited {
  screen: Screen;
  late?: unknown;
  keeping: {
    drafts: { pending?: unknown; stored: boolean; state: string };
    desk?: { late?: unknown };
  };
}

/** Until no more frames are wanted, so that a picture shows the whole of a screen. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const canvas = document
          .querySelector('precall-checker')
          ?.shadowRoot?.querySelector('canvas') as Painted | null;
        const before = canvas?.precallClient?.frames ?? 0;
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve(before > 0 && canvas?.precallClient?.frames === before);
          });
        });
      }),
  );
}

export const frames = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    return (root?.querySelector('canvas') as Painted | null)?.precallClient?.frames ?? 0;
  });

/** What the picture says is what the page says, place for place. */
export async function assertSaysTheSame(page: Page): Promise<void> {
  const { drawn, leaves } = await page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const canvas = root?.querySelector('canvas') as Painted | null;
    return {
      drawn: canvas?.precallClient?.drawn ?? [],
      leaves: [...(root?.querySelectorAll<HTMLElement>('[data-at]') ?? [])]
        .filter(({ dataset }) => dataset.at === 'text' || dataset.at === 'button')
        .map((leaf) =>
          leaf.matches('.contact')
            ? [...leaf.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('')
            : leaf.textContent,
        ),
    };
  });
  const bare = (texts: string[]) =>
    texts.map((text) => text.replace(/[\s“”]/g, '')).filter((text) => text !== '');
  assert.deepEqual(bare(drawn), bare(leaves));
}

/** The canvas alone, without a focus ring, as a PNG: at a share of its size. */
export async function painted(page: Page, share: number): Promise<Buffer> {
  await page.waitForFunction(allHasCome);
  for (;;) {
    await settled(page);
    const png = await drawn(page, share);
    // A frame that is wanted already comes in its own time, and is waited for.
    if (png !== '') return Buffer.from(png, 'base64');
  }
}

/** The same in Base64; empty where it could not be drawn at once. */
const drawn = (page: Page, share: number): Promise<string> =>
  page.evaluate(async (scale) => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const canvas = root?.querySelector('canvas') as Painted;
    // The pixels last until the frame is shown: they are read in the task that draws them.
    const { requestAnimationFrame: own } = globalThis;
    const drawings: number[] = [];
    globalThis.requestAnimationFrame = (draw) => {
      draw(performance.now());
      return drawings.push(1);
    };
    canvas.precallClient?.focus(-1, false);
    globalThis.requestAnimationFrame = own;
    if (drawings.length === 0) return '';
    const small = new OffscreenCanvas(canvas.width * scale, canvas.height * scale);
    const context = small.getContext('2d', { willReadFrequently: true });
    context?.drawImage(canvas, 0, 0, small.width, small.height);
    const blob = await small.convertToBlob({ type: 'image/png' });
    let text = '';
    for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
    return btoa(text);
  }, share);

/** What is in sight, as a person sees it. */
export async function sight(page: Page): Promise<Buffer> {
  await settled(page);
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}

/** The card as a person sees it: in a window that is high enough for all of it, or its top in this one. */
export async function seen(page: Page, whole = true): Promise<Buffer> {
  const card = page.locator('precall-checker');
  const window = page.viewportSize();
  assert.ok(window !== null);
  const { x, top, width, bottom } = await card.evaluate((each) => {
    scrollTo(0, 0);
    const { x, top, width, bottom } = each.getBoundingClientRect();
    return { x, top, width, bottom };
  });
  const height = whole ? Math.max(Math.ceil(bottom), window.height) : window.height;
  await page.setViewportSize({ ...window, height });
  await page.waitForFunction(allHasCome);
  await settled(page);
  const clip = { x, y: top, width, height: Math.min(bottom, height) - top };
  // When the receiver took it, by its own clock, and the days it counts up to then: hidden by leaves
  // that are as wide as any time, and as any number of days.
  const taken = card.locator('.code + .facts > dd:first-of-type');
  const counted = card.locator('.code ~ * dd').filter({ hasText: /\d (ngày|days?)(?!\p{L})/u });
  for (const leaf of [...(await taken.all()), ...(await counted.all())]) {
    await leaf.evaluate((each: HTMLElement) => {
      const wide = each.matches('.code + .facts > *') ? '12em' : '15em';
      // Also where the painter places them again meanwhile.
      each.style.setProperty('width', wide, 'important');
    });
  }
  const mask = [taken, counted];
  const picture = await page.screenshot({ clip, mask, animations: 'disabled', caret: 'hide' });
  await page.setViewportSize(window);
  return picture;
}

export interface Difference {
  /** Of all pixels, those that differ to the eye; 1 where the sizes differ. */
  share: number;
  /** The same of the part of 32 by 32 pixels in which it is most: what is lost there is not lost. */
  tile: number;
  /** Of those of the first picture, the ones that are not of its ground. */
  ink: number;
}

/** Compares in the browser, which has what it takes to read a picture. */
export async function difference(page: Page, one: Buffer, other: Buffer): Promise<Difference> {
  const pictures = [one, other].map((each) => each.toString('base64'));
  return page.evaluate(async (texts) => {
    const read = texts.map(async (base64) => {
      // Not by an address: the page's security policy allows none.
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
      });
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      return { data, width, height };
    });
    const [a, b] = await Promise.all(read);
    if (a === undefined || b === undefined) throw new Error('two pictures are needed');
    const [first, second] = [a, b].map(({ data }) => new Uint32Array(data.buffer));
    if (first === undefined || second === undefined) throw new Error('two pictures are needed');
    const same = a.width === b.width && a.height === b.height;
    // The card's own ground is left of everything that stands on it.
    const ground = first[a.width * Math.floor(a.height / 2) + 1];
    const side = 32;
    const columns = Math.ceil(a.width / side);
    const tiles = new Map<number, number>();
    let differing = 0;
    let inked = 0;
    for (let at = 0; at < first.length; at++) {
      if (first[at] !== ground) inked++;
      if (!same || first[at] === second[at]) continue;
      for (let part = 4 * at; part < 4 * at + 3; part++) {
        if (Math.abs((a.data[part] ?? 0) - (b.data[part] ?? 0)) <= 16) continue;
        differing++;
        const [x, y] = [at % a.width, Math.floor(at / a.width)];
        const tile = columns * Math.floor(y / side) + Math.floor(x / side);
        tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
        break;
      }
    }
    return {
      share: same ? differing / first.length : 1,
      tile: same ? Math.max(0, ...tiles.values()) / side ** 2 : 1,
      ink: inked / first.length,
    };
  }, pictures);
}
