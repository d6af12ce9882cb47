// Every step painted, on a phone and on a wide screen: axe-core finds nothing, nothing overflows, every
// target is large enough, and the picture is the one that was looked at. At every ratio it is sharp:
// tests/browser/pictures/ has one of each, PRECALL_UPDATE=1 writes them anew.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { difference, launchPainting, openClient, painted, sight } from './canvas.ts';
import { assertAccessible, assertFits, assertNoPassword, assertTargets } from './inspection.ts';
import { Journey } from './journey.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';

const FOLDER = fileURLToPath(new URL('pictures/', import.meta.url));
const updating = process.env.PRECALL_UPDATE === '1';
/** Of the pixels: letters that a browser of another version smooths another way. */
const DIFFERENT_AT_MOST = 0.004;
const INK_AT_LEAST = 0.02;
/** Device pixels from the top: what is below is painted no other way. */
const ROWS = 640;

const servers = await startServers();
const browser = await launchPainting();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

async function assertLooks(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const taken = await painted(page, 1, ROWS);
  const file = `${FOLDER}${name}.png`;
  if (updating || !existsSync(file)) {
    assert.ok(updating, `${name} has no picture: run again with PRECALL_UPDATE=1 and look at it`);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, taken);
  }
  const { share, ink } = await difference(page, taken, readFileSync(file));
  assert.ok(ink > INK_AT_LEAST, `${name} is blank: ${ink}`);
  if (share > DIFFERENT_AT_MOST) {
    const now = join(tmpdir(), `precall-${name}.png`);
    writeFileSync(now, taken);
    assert.fail(`${name}: ${share} of the pixels differ; it looks like ${now} now`);
  }
}

const kindOf = ({ flow, step, errors, verdict }: Screen) =>
  [flow, step, verdict?.verdict, errors && 'errors'].filter(Boolean).join('-');

interface Way {
  width: number;
  ratio: number;
  language: string;
  names: string[];
  /** Of these kinds of screens pictures are kept. */
  kept: RegExp;
}

const WAYS: Way[] = [
  {
    width: 1280,
    ratio: 1,
    language: 'vi',
    names: ['may_be_refused_and_sent', 'errors_corrected'],
    kept: /verdict-may|form-errors|review/,
  },
  {
    width: 320,
    ratio: 2,
    language: 'en',
    names: ['conditions_not_met'],
    kept: /need|verdict/,
  },
  { width: 720, ratio: 1.25, language: 'vi', names: ['everything_unsure'], kept: /need|verdict/ },
  { width: 360, ratio: 3, language: 'vi', names: ['consultation'], kept: /form-errors/ },
];

for (const { width, ratio, language, names, kept } of WAYS) {
  describe(`every step painted at ${width} px and ${ratio}×, in ${language}`, () => {
    const seen = new Set<string>();

    for (const name of names) {
      it(`holds on the way of ${name}`, async () => {
        const transcript = readTranscript(name);
        const { now } = transcript;
        const setting = { url: servers.url, language, now, width, ratio };
        const visit = await openClient(browser, setting);
        const { page } = visit;
        await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
        const look = async (screen: Screen) => {
          // Gone as soon as the receiver answers.
          if (screen.receipt?.status === 'sending') return;
          const kind = kindOf(screen);
          if (seen.has(kind)) return;
          seen.add(kind);
          const where = `${language}-${width}-${ratio}-${kind}`;
          await assertFits(page, where);
          await assertTargets(page, where);
          await assertNoPassword(page, where);
          await assertAccessible(page, where);
          if (kept.test(kind)) await assertLooks(page, where);
        };
        const journey = new Journey(new PointerPerson(page), new Replay(core, policyText), look);
        await journey.travel(transcript, language);
        await visit.close();
      });
    }

    it('has kept a picture', () => {
      assert.ok([...seen].some((kind) => kept.test(kind)));
    });
  });
}

it('a blank canvas fails: the canary of the pictures', async () => {
  const visit = await openClient(browser, { url: servers.url, width: 1280 });
  const { page } = visit;
  const whole = await sight(page);
  await page.evaluate(() => {
    const canvas = document.querySelector('precall-checker')?.shadowRoot?.querySelector('canvas');
    if (canvas) canvas.style.visibility = 'hidden';
  });
  const blank = await sight(page);
  const { share } = await difference(page, blank, whole);
  assert.ok(share > 10 * DIFFERENT_AT_MOST, `only ${share} of the pixels missed the painting`);
  await visit.close();
});
