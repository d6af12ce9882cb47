// Every step of the check in both languages on the narrowest phone: nothing overflows, nothing asks
// for a password, axe-core finds nothing in light or dark, and assistive technology is told what is
// expected. PRECALL_SHOTS=folder keeps a picture of each at three widths.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { launch, Visit } from './browser.ts';
import { COMPLAINTS } from './held_posts.ts';
import { assertAccessible, assertFits, assertNoPassword, assertTargets } from './inspection.ts';
import { Journey } from './journey.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { assertNoneLeft, assertTree } from './tree.ts';

const NARROW = 320;
const SHOT_WIDTHS = [320, 768, 1280];
const shots = process.env.PRECALL_SHOTS;

/** Between them these reach every kind of screen. */
const NAMES = [
  'errors_corrected',
  'may_be_refused_and_sent',
  'conditions_not_met',
  'everything_unsure',
  'storage_declined',
  'quick_stopped_and_sent',
  'consultation',
  'refused_and_sent_anew',
  'retrying_then_receipt',
];

const servers = await startServers();
const browser = await launch();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

/** Screens of one kind look alike: one of each is inspected. */
function kindOf({ flow, step, errors, verdict, receipt }: Screen): string {
  const parts = [flow, step, verdict?.verdict, verdict?.cannot_send && 'hotline', receipt?.status];
  return [...parts, errors && 'errors'].filter(Boolean).join('-');
}

async function keepPictures(page: Page, language: string, name: string): Promise<void> {
  if (shots === undefined) return;
  for (const width of SHOT_WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({
      path: join(shots, `${language}-${width}-${name}.png`),
      fullPage: true,
    });
  }
  await page.setViewportSize({ width: NARROW, height: 640 });
}

/** The colours change in place: the same screen is looked at in both. */
async function inspect(page: Page, name: string): Promise<void> {
  await assertFits(page, name);
  await assertTargets(page, name);
  await assertNoPassword(page, name);
  await assertTree(page, name);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await assertAccessible(page, `${name}, ${colorScheme}`);
  }
}

for (const language of ['vi', 'en']) {
  describe(`every step at ${NARROW} px, in ${language}`, () => {
    const seen = new Map<string, true>();

    for (const name of NAMES) {
      it(`holds on the way of ${name}`, async () => {
        const transcript = readTranscript(name);
        const { now } = transcript;
        const visit = await Visit.open(browser, { url: servers.url, language, now, width: NARROW });
        const look = async (screen: Screen) => {
          // Gone as soon as the receiver answers.
          if (screen.receipt?.status === 'sending') return;
          const kind = kindOf(screen);
          if (seen.has(kind)) return;
          seen.set(kind, true);
          await inspect(visit.page, `${language}-${kind}`);
          const number = String(seen.size).padStart(2, '0');
          await keepPictures(visit.page, language, `${number}-${kind}`);
        };
        const replay = new Replay(core, policyText);
        await new Journey(new Person(visit.page), replay, look).travel(transcript, language);
        const fails = transcript.actions.some((each) => each.do === 'delivery' && 'detail' in each);
        await visit.close(fails ? COMPLAINTS : undefined);
      });
    }

    it('has seen every step, and every step with errors', () => {
      const steps = ['need', 'quick', 'ownership', 'account', 'working', 'agreements', 'form'];
      for (const step of steps) {
        assert.ok(seen.has(`support-${step}`), step);
        assert.ok(seen.has(`support-${step}-errors`), `${step} with errors`);
      }
      for (const verdict of ['eligible', 'may_be_refused', 'conditions_not_met', 'undetermined']) {
        assert.ok(seen.has(`support-verdict-${verdict}`), verdict);
      }
      const others = ['support-review', 'consultation-form-errors'];
      const sent = ['received', 'refused', 'retrying'].map((status) => `support-sent-${status}`);
      for (const kind of [...others, ...sent]) assert.ok(seen.has(kind), kind);
      assertNoneLeft(
        language,
        [...seen.keys()].map((kind) => `${language}-${kind}`),
      );
    });
  });
}
