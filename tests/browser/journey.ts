// Drives a transcript through the real page by hand, with the core beside it in Node: after every
// action the page has to show the words and hold the values of the core's screen.
import assert from 'node:assert/strict';
import type { Request } from 'playwright-core';
import type { Receipt, Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { completed, type TimedAction, type Transcript } from '../cases/transcript.ts';
import type { Person } from './person.ts';
import { valuesOf, valuesOn, wordsOf, wordsOn } from './words.ts';

/** What was posted, and what came back. */
export interface Sent {
  submission: string;
  receipt: Receipt;
}

interface Submission {
  id: string;
  nonce: string;
  client: { name: string; version: string };
}

type Look = (screen: Screen, action: TimedAction | undefined) => Promise<void>;

/** As the widget writes the time. */
const onTheClock = (at: string) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export class Journey {
  private readonly person: Person;
  private readonly replay: Replay;
  private readonly look: Look;
  private sent: Sent | undefined;

  constructor(person: Person, replay: Replay, look: Look = () => Promise.resolve()) {
    this.person = person;
    this.replay = replay;
    this.look = look;
  }

  /** In the transcript's language, or all the way in another one. */
  async travel(transcript: Transcript, language?: string): Promise<Sent | undefined> {
    const own = language ?? transcript.language;
    await this.compare(this.replay.screen(own, onTheClock(transcript.now)), undefined);
    for (const given of transcript.actions) {
      const action = completed(given, transcript);
      action.language = language ?? action.language;
      await this.person.page.clock.setFixedTime(new Date(action.at));
      await this.step({ ...action, at: onTheClock(action.at) });
    }
    return this.sent;
  }

  private async step(action: TimedAction): Promise<void> {
    if (action.do === 'submit') return this.submit(action);
    if (action.do === 'receipt') return this.receive(action);
    const { screen } = this.replay.apply(action);
    if (action.do === 'delivery') return;
    await this.person.chooseLanguage(action.language);
    if (screen === undefined) return this.assertNoWayTo(action);
    await this.person.perform(action);
    await this.compare(screen, action);
  }

  /** The page makes its own id, nonce and name; the core beside it takes them over. */
  private async submit(action: TimedAction): Promise<void> {
    const { actions } = await this.person.screen();
    if (!actions.some(({ action: { do: verb } }) => verb === 'submit')) {
      assert.ok(this.replay.apply(action).error, 'the page does not offer to submit');
      return;
    }
    const isPost = (request: Request) => request.method() === 'POST';
    const posted = this.person.page.waitForResponse((response) => isPost(response.request()));
    await this.person.perform(action);
    const response = await posted;
    const submission = response.request().postData() ?? '';
    const { id, nonce, client } = JSON.parse(submission) as Submission;
    const frozen = this.replay.apply({ ...action, do: 'submit', id, nonce, client });
    assert.equal(submission, frozen.submission, 'the page posted other bytes than the core froze');
    this.sent = { submission, receipt: (await response.json()) as Receipt };
  }

  private async receive(action: TimedAction): Promise<void> {
    assert.ok(this.sent, 'nothing was sent');
    const { receipt } = this.sent;
    const { screen } = this.replay.apply({ ...action, do: 'receipt', receipt });
    assert.ok(screen);
    await this.person.perform(action);
    await this.compare(screen, action);
  }

  /** What the core refuses is not offered. */
  private async assertNoWayTo({ do: verb }: TimedAction): Promise<void> {
    const { actions } = await this.person.screen();
    assert.ok(!actions.some(({ action }) => action.do === verb), `the page offers to ${verb}`);
  }

  private async compare(screen: Screen, action: TimedAction | undefined): Promise<void> {
    const { widget } = this.person;
    assert.deepEqual(await wordsOn(widget), wordsOf(screen));
    assert.deepEqual(await valuesOn(widget), valuesOf(screen));
    await this.look(screen, action);
  }
}
