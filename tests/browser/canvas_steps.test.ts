// Every step painted, on a phone and on a wide screen: axe-core finds nothing, nothing overflows, every
// target is large enough, and what a person sees is the picture that was looked at. Those lie in
// tests/browser/pictures/: step by step at every ratio, and in the dark.
// PRECALL_UPDATE=1 writes them anew.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Action, Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { at } from '../paths.ts';
import { difference, launchPainting, openClient, seen, withoutChance } from './canvas.ts';
import { assertAccessible, assertFits, assertNoPassword, assertTargets } from './inspection.ts';
import { Journey } from './journey.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';

const FOLDER = at('tests/browser/pictures/');
const updating = process.env.PRECALL_UPDATE === '1';
/** Of any part of a picture: letters that a browser of another version smooths another way. */
const DIFFERENT_AT_MOST = 0.05;
const INK_AT_LEAST = 0.02;

const servers = await startServers();
const browser = await launchPainting();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

async function assertLooks(page: Page, name: string, whole: boolean): Promise<void> {
  await page.mouse.move(0, 0);
  const taken = await seen(page, whole);
  const file = `${FOLDER}${name}.png`;
  if (updating || !existsSync(file)) {
    assert.ok(updating, `${name} has no picture: run again with PRECALL_UPDATE=1 and look at it`);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, taken);
  }
  await assertSame(page, { taken, held: readFileSync(file), name });
}

interface Pictures {
  taken: Buffer;
  held: Buffer;
  name: string;
}

async function assertSame(page: Page, { taken, held, name }: Pictures): Promise<void> {
  const { tile, ink } = await difference(page, taken, held);
  assert.ok(ink > INK_AT_LEAST, `${name} is blank: ${ink}`);
  if (tile <= DIFFERENT_AT_MOST) return;
  const now = join(tmpdir(), `precall-${name}.png`);
  writeFileSync(now, taken);
  assert.fail(`${name}: ${tile} of a part of it differ; it looks like ${now} now`);
}

const kindOf = ({ flow, step, errors, verdict }: Screen) =>
  [flow, step, verdict?.verdict, errors && 'errors'].filter(Boolean).join('-');

interface Way {
  width: number;
  ratio: number;
  language: string;
  colorScheme: 'light' | 'dark';
  /** Pictures are of the whole card, and not of what a window shows of it at first. */
  whole: boolean;
  names: string[];
}

const WAYS: Way[] = [
  {
    width: 1280,
    ratio: 1,
    language: 'vi',
    colorScheme: 'light',
    whole: false,
    names: ['may_be_refused_and_sent', 'errors_corrected'],
  },
  {
    width: 640,
    ratio: 1,
    language: 'vi',
    colorScheme: 'light',
    whole: true,
    names: ['eligible_to_receipt'],
  },
  {
    width: 320,
    ratio: 2,
    language: 'en',
    colorScheme: 'light',
    whole: false,
    names: ['conditions_not_met', 'quick_eligible'],
  },
  {
    width: 720,
    ratio: 1.25,
    language: 'vi',
    colorScheme: 'dark',
    whole: false,
    names: ['everything_unsure'],
  },
  {
    width: 360,
    ratio: 3,
    language: 'vi',
    colorScheme: 'light',
    whole: false,
    names: ['consultation', 'may_be_refused_and_sent'],
  },
];

for (const { width, ratio, language, colorScheme, whole, names } of WAYS) {
  describe(`every step painted ${colorScheme} at ${width} px and ${ratio}×, in ${language}`, () => {
    const seen = new Set<string>();

    for (const name of names) {
      it(`holds on the way of ${name}`, async () => {
        const transcript = readTranscript(name);
        const { now } = transcript;
        const script = withoutChance(name);
        const setting = { url: servers.url, language, now, width, ratio, script };
        const visit = await openClient(browser, setting);
        const { page } = visit;
        await page.emulateMedia({ reducedMotion: 'reduce', colorScheme });
        const look = async (screen: Screen, action?: Action, next?: Action) => {
          // Gone as soon as the receiver answers.
          if (screen.receipt?.status === 'sending') return;
          const isAnswered = action?.do === 'input' && next?.do !== 'input';
          if (action?.do === 'input' && !(isAnswered && whole)) return;
          const kind = `${kindOf(screen)}${isAnswered ? '-answered' : ''}`;
          if (seen.has(kind)) return;
          seen.add(kind);
          const where = `${language}-${width}-${ratio}-${kind}`;
          await assertLooks(page, where, whole);
          if (isAnswered) return;
          await assertFits(page, where);
          await assertTargets(page, where);
          await assertNoPassword(page, where);
          await assertAccessible(page, where);
        };
        const journey = new Journey(new PointerPerson(page), new Replay(core, policyText), look);
        await journey.travel(transcript, language);
        await visit.close();
      });
    }
  });
}

describe('the canaries of the pictures', () => {
  const canvas = () => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    return root?.querySelector('canvas') ?? undefined;
  };
  const broken: Record<string, (canvas: HTMLCanvasElement) => void> = {
    'a blank canvas': (each) => {
      const context = each.getContext('webgl2');
      if (context === null) return;
      context.drawElements = () => {
        context.clear(context.COLOR_BUFFER_BIT);
      };
    },
    'a hidden canvas': ({ style }) => {
      style.visibility = 'hidden';
    },
    'a canvas that is not where its words are': ({ style }) => {
      style.translate = '0 4px';
    },
    'a canvas that lacks a line': ({ style }) => {
      style.maskImage = 'linear-gradient(#000 110px, transparent 110px 140px, #000 140px)';
    },
  };

  for (const [what, spoil] of Object.entries(broken)) {
    it(`${what} fails`, async () => {
      const visit = await openClient(browser, { url: servers.url, width: 360 });
      const { page } = visit;
      const held = await seen(page);
      await assertSame(page, { taken: await seen(page), held, name: 'canary' });
      await page.evaluate(`(${String(spoil)})((${String(canvas)})())`);
      const taken = await seen(page);
      await assert.rejects(assertSame(page, { taken, held, name: 'canary' }), /differ|is blank/);
      await visit.close();
    });
  }
});
