// Every transcript through the canvas in a real browser, three ways: by pointer, by keyboard, and
// through the accessibility tree. The screens, the bytes that are posted and the pictures agree.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Action, Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { transcripts, type Transcript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { AssistivePerson } from './assistive_person.ts';
import {
  assertSaysTheSame,
  difference,
  isPainted,
  launchPainting,
  openClient,
  painted,
  withoutChance,
} from './canvas.ts';
import { COMPLAINTS } from './held_posts.ts';
import { Journey } from './journey.ts';
import { KeyboardPerson } from './keyboard_person.ts';
import type { Person } from './person.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';

const WAYS = {
  'by pointer': PointerPerson,
  'by keyboard': KeyboardPerson,
  'through the accessibility tree': AssistivePerson,
};

type Way = (typeof WAYS)[keyof typeof WAYS];

/** Small pictures: without a graphics card every pixel takes its time. */
const RATIO = 0.5;

/** Of a picture's pixels. An answer that is chosen is a hundredth of them. */
const DIFFERENT_AT_MOST = 0.001;
const INK_AT_LEAST = 0.02;

const servers = await startServers();
const browser = await launchPainting();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

class Album {
  private readonly paintings: Buffer[] = [];
  private at = 0;

  begin(): void {
    this.at = 0;
  }

  /** The first way fills the album; the others are held against it. */
  async add(page: Page): Promise<void> {
    await page.mouse.move(0, 0);
    const taken = await painted(page, 0.5);
    const held = (this.paintings[this.at++] ??= taken);
    if (held !== taken && held.equals(taken)) return;
    const { share, ink } = await difference(page, taken, held);
    assert.ok(ink > INK_AT_LEAST, `screen ${this.at} is blank: ${ink}`);
    assert.ok(share <= DIFFERENT_AT_MOST, `screen ${this.at} differs by ${share}`);
  }
}

async function travel(transcript: Transcript, Way: Way, album: Album): Promise<void> {
  const { language, now, name } = transcript;
  // Every way has the same request: whose receipt looks the same, too.
  const script = withoutChance(name);
  const setting = { url: servers.url, language, now, ratio: RATIO, script };
  const visit = await openClient(browser, setting);
  const { page } = visit;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const person: Person = new Way(page);
  const look = async (screen: Screen, action?: Action, next?: Action) => {
    assert.ok(await page.evaluate(isPainted), 'the canvas has stepped aside');
    if (action?.do === 'input' && next?.do === 'input') return; // answered once all is
    await assertSaysTheSame(page);
    if (person instanceof AssistivePerson) await person.assertTold(screen);
    await album.add(page);
  };
  album.begin();
  await new Journey(person, new Replay(core, policyText), look).travel(transcript);
  const fails = transcript.actions.some((each) => each.do === 'delivery' && 'detail' in each);
  await visit.close(fails ? COMPLAINTS : undefined);
}

for (const transcript of transcripts()) {
  describe(`${transcript.name}: ${transcript.about}`, () => {
    const album = new Album();
    for (const [way, Way] of Object.entries(WAYS)) {
      it(way, () => travel(transcript, Way, album));
    }
  });
}
