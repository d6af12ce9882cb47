// Drives a transcript through the real page by hand, with the core beside it in Node: after every
// action the page has to show the words and hold the values of the core's screen. What becomes of a
// post is the transcript's to say, and a receipt the real receiver's.
import assert from 'node:assert/strict';
import type { Action, Receipt, Screen } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { completed, type TimedAction, type Transcript } from '../cases/transcript.ts';
import { HeldPosts } from './held_posts.ts';
import type { Person } from './person.ts';
import { until } from './until.ts';
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

/** At a screen, after an action and before the next one. */
type Look = (screen: Screen, action?: Action, next?: Action) => Promise<void>;

type Doing<Verb extends Action['do']> = Extract<TimedAction, { do: Verb }>;

/** As the widget writes the time. */
const onTheClock = (at: string) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export class Journey {
  private readonly person: Person;
  private readonly replay: Replay;
  private readonly look: Look;
  private posts = new HeldPosts();
  /** The transcript's own id of what was posted last, which the page gave another one. */
  private posted = '';
  private sent: Sent | undefined;
  private next: Action | undefined;

  constructor(person: Person, replay: Replay, look: Look = () => Promise.resolve()) {
    this.person = person;
    this.replay = replay;
    this.look = look;
  }

  /** In the transcript's language, or all the way in another one. */
  async travel(transcript: Transcript, language?: string): Promise<Sent | undefined> {
    const own = language ?? transcript.language;
    this.posts = await HeldPosts.of(this.person.page);
    [this.next] = transcript.actions;
    await this.compare(this.replay.screen(own, onTheClock(transcript.now)), undefined);
    for (const [index, given] of transcript.actions.entries()) {
      this.next = transcript.actions[index + 1];
      const action = completed(given, transcript);
      action.language = language ?? action.language;
      // No two in the same instant: the outbox has to know which came first.
      await this.person.page.clock.setFixedTime(Date.parse(action.at) + index);
      await this.step({ ...action, at: onTheClock(action.at) });
    }
    this.posts.assertNone();
    return this.sent;
  }

  private async step(action: TimedAction): Promise<void> {
    switch (action.do) {
      case 'submit':
        return this.submit(action);
      case 'delivery':
        return this.fail(action);
      case 'receipt':
        return this.receive(action);
    }
    const { screen } = this.replay.apply(action);
    await this.person.chooseLanguage(action.language);
    if (screen === undefined) return this.assertNoWayTo(action);
    await this.person.perform(action);
    await this.compare(screen, action);
  }

  /** The page makes its own id, nonce and name; the core beside it takes them over. */
  private async submit(action: Doing<'submit'>): Promise<void> {
    const { actions } = await this.person.screen();
    if (!actions.some(({ action: { do: verb } }) => verb === 'submit')) {
      assert.ok(this.replay.apply(action).error, 'the page does not offer to submit');
      return;
    }
    await this.person.perform(action);
    const submission = await this.posts.body();
    const { id, nonce, client } = JSON.parse(submission) as Submission;
    const { screen } = this.replay.apply({ ...action, id, nonce, client });
    const frozen = this.replay.submission();
    assert.equal(submission, frozen, 'the page posted other bytes than the core froze');
    this.posted = action.id ?? '';
    assert.ok(screen);
    await this.compare(screen, action);
  }

  private async fail(action: Doing<'delivery'>): Promise<void> {
    const { status, detail = '' } = action;
    const { screen } = this.replay.apply(action);
    if (status === 'sending') return; // as every post begins
    if (status === 'refused') await this.posts.refuse(detail);
    else await this.posts.fail(detail);
    const told = async () => (await this.person.screen()).receipt?.status;
    await until(status, async () => (await told()) === status);
    assert.ok(screen);
    await this.compare(screen, action);
  }

  private async receive(action: Doing<'receipt'>): Promise<void> {
    if (action.receipt.id !== this.posted) {
      assert.ok(this.replay.apply(action).error, 'a receipt for another request counts');
      return;
    }
    const submission = this.replay.submission();
    const receipt = await this.posts.deliver();
    this.sent = { submission, receipt };
    const { screen } = this.replay.apply({ ...action, receipt });
    assert.ok(screen);
    await this.person.perform(action);
    await this.compare(screen, action);
  }

  /** What the core refuses is not offered. */
  private async assertNoWayTo(action: TimedAction): Promise<void> {
    const offered = waysFrom(await this.person.screen());
    const ways = offered.filter((way) => isLike(way, action));
    assert.deepEqual(ways, [], `the page offers to ${action.do}`);
  }

  private async compare(screen: Screen, action: TimedAction | undefined): Promise<void> {
    const { widget } = this.person;
    assert.deepEqual(await wordsOn(widget), wordsOf(screen));
    assert.deepEqual(await valuesOn(widget), valuesOf(screen));
    await this.look(screen, action, this.next);
  }
}

/** All that a person can do from here: press, change an answer, or give one. */
function waysFrom({ actions, controls = [], review = [], verdict }: Screen): Action[] {
  const rows = review.flatMap((group) => group.rows);
  const points = [...(verdict?.plan?.steps ?? []), ...(verdict?.unknown ?? [])];
  return [
    ...actions.map(({ action }) => action),
    ...[...rows, ...points].flatMap(({ change }) => change?.action ?? []),
    ...controls.map(({ id, value }) => ({ do: 'input' as const, id, value })),
  ];
}

function isLike(way: Action, wanted: Action): boolean {
  if (way.do === 'input' && wanted.do === 'input') return way.id === wanted.id;
  if (way.do === 'go' && wanted.do === 'go') return way.step === wanted.step;
  return way.do === wanted.do;
}
