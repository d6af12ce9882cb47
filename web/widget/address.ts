// The check in the page's address: a link reopens it with the same answers, and Back and Forward go
// through its steps. Fields of a form and consents never stand there: fields are personal, and
// whoever opens a link has agreed to nothing.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Conversation } from './conversation.ts';
import { isOurs, readFragment, writeFragment, type Linked } from './fragment.ts';
import type { Action, Screen, Session } from './types.ts';
import { afterFrame } from './surroundings.ts';
import { share, type Copied } from './views/share.ts';

export interface Addressed extends ReactiveControllerHost {
  readonly address: boolean;
  readonly screen: Screen | undefined;
  readonly conversation: Conversation | undefined;
  /** Shows the session as it stands now, as a step that the visitor has gone to. */
  arrive(): void;
}

/** The part of a session that says where it is; nothing of what was said. */
type Place = Pick<Session, 'flow' | 'step' | 'quick' | 'return_to'>;

const placeIn = ({ flow, step, quick, return_to }: Place): Place => ({
  flow,
  step,
  return_to,
  ...(quick === undefined ? {} : { quick }),
});

const NEXT_AT_MOST = 100;
const BEYOND_ANSWERS = ['form', 'review'];

/** The place that an entry of the history was left with. */
function placeOf(state: unknown): Place | undefined {
  const place = (state as { precall?: Place } | null)?.precall;
  return place === undefined ? undefined : placeIn(place);
}

// A page has one address: the first widget that asks for it takes it.
let taken: Addressed | undefined;

export class Address implements ReactiveController {
  private readonly host: Addressed;
  private known: string[] | undefined;
  private shown: Screen | undefined;
  private place = '';
  private noting = false;
  private noted = '';
  private copied: Copied = 'not yet';

  constructor(host: Addressed) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.travelled);
    addEventListener('hashchange', this.followed);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.travelled);
    removeEventListener('hashchange', this.followed);
    if (taken === this.host) taken = undefined;
  }

  hostUpdated(): void {
    const { screen } = this.host;
    if (screen === undefined || screen === this.shown || !this.takesPart()) return;
    if (screen.verdict === undefined) this.copied = 'not yet';
    this.shown = screen;
    this.write();
  }

  /** Whether a link has opened this page, and not a reload of what this check wrote itself. */
  get linked(): boolean {
    return this.takesPart() && isOurs(location.hash) && placeOf(history.state) === undefined;
  }

  /** Takes over what the address says. A check that has been restored after a reload knows more. */
  open(): void {
    if (!this.takesPart()) return;
    this.known = undefined;
    this.place = '';
    // An entry that this check wrote itself holds no more than the draft: what was cleared is gone.
    if (!this.linked) return;
    // A link is a check of its own: what an earlier one left is not mixed into it.
    this.attempt({ do: 'restart' });
    this.follow(readFragment(location.hash));
  }

  /** What stands beside a verdict. */
  share(language: string): unknown {
    if (!this.takesPart()) return undefined;
    return share(language, this.copied, () => void this.copy());
  }

  private takesPart(): boolean {
    if (!this.host.address || this.host.conversation === undefined) return false;
    taken ??= this.host;
    return taken === this.host;
  }

  private get conversation(): Conversation {
    const { conversation } = this.host;
    if (conversation === undefined) throw new Error('address: nothing is loaded yet');
    return conversation;
  }

  private get linkable(): string[] {
    this.known ??= this.conversation.linkable();
    return this.known;
  }

  private get session(): Session {
    return this.conversation.snapshot();
  }

  // Into the address

  private write(): void {
    const place = JSON.stringify(placeIn(this.session));
    const moved = this.place !== '' && place !== this.place;
    this.place = place;
    // An anchor of the page stays where it is until the next step.
    if (moved) this.record('pushState', this.fragment());
    else this.note();
  }

  /** Every answer comes by here, and the browser takes its time for an address: after the frame. */
  private note(): void {
    this.noted = location.hash;
    if (this.noting) return;
    this.noting = true;
    afterFrame(() => {
      this.noting = false;
      // A link that has been followed meanwhile is heard of in a moment.
      if (!this.takesPart() || location.hash !== this.noted) return;
      const isForeign = location.hash !== '' && !isOurs(location.hash);
      this.record('replaceState', isForeign ? location.hash : this.fragment());
    });
  }

  /** Nothing where there is nothing to say, and nothing once a request has gone out. */
  private fragment(): string {
    const { flow, step, quick, inputs } = this.session;
    const answers = this.linkable.flatMap((id): Linked['answers'] =>
      inputs[id] === undefined ? [] : [[id, inputs[id]]],
    );
    if (step === 'sent') return '';
    if (flow === 'consultation') return writeFragment({ step: flow, answers });
    if (quick !== undefined) return writeFragment({ step: 'quick', answers });
    if (answers.length === 0) return '';
    return writeFragment({ step: BEYOND_ANSWERS.includes(step) ? 'verdict' : step, answers });
  }

  private record(way: 'pushState' | 'replaceState', fragment: string): void {
    const state: unknown = history.state;
    const others = typeof state === 'object' ? state : {};
    try {
      history[way](
        { ...others, precall: JSON.parse(this.place) as Place },
        '',
        location.pathname + location.search + fragment,
      );
    } catch {
      // A frame without an address of its own, or too many changes at once: the check goes on.
    }
  }

  // Out of the address

  private readonly travelled = ({ state }: PopStateEvent) => {
    const place = placeOf(state);
    if (place === undefined || !this.takesPart() || JSON.stringify(place) === this.place) return;
    this.goTo(place);
    // What is reached replaces the entry, also where it is not what the entry named.
    this.place = JSON.stringify(placeIn(this.session));
    this.host.arrive();
  };

  private readonly followed = () => {
    if (!this.takesPart() || placeOf(history.state) !== undefined) return;
    if (isOurs(location.hash)) {
      this.attempt({ do: 'restart' });
      this.follow(readFragment(location.hash));
      this.place = JSON.stringify(placeIn(this.session));
      this.host.arrive();
    } else this.record('replaceState', location.hash);
  };

  /** With the answers of now: Back takes back the step, not what was said. */
  private goTo(place: Place): void {
    const { conversation } = this;
    const before = this.session;
    try {
      if (place.flow !== before.flow) this.apply({ do: 'start', flow: place.flow });
      if (place.quick === undefined) this.apply({ do: 'go', step: place.step });
      const session = { ...this.session, focus: '', attempted: false, ...place };
      if (place.quick === undefined) delete session.quick;
      conversation.restore(session);
    } catch {
      conversation.restore(before);
    }
  }

  /** What the core refuses is skipped; the way ends where an answer is missing. */
  private follow(linked: Linked | undefined): void {
    if (linked === undefined) return;
    for (const [id, value] of linked.answers) {
      if (this.linkable.includes(id)) this.attempt({ do: 'input', id, value });
    }
    const { step } = linked;
    if (step === 'quick' || step === 'consultation') this.attempt({ do: 'start', flow: step });
    else this.advance(step);
  }

  private advance(step: string): void {
    for (let steps = 0; steps < NEXT_AT_MOST && this.session.step !== step; steps++) {
      const before = this.session;
      this.attempt({ do: 'next' });
      if (this.session.step !== before.step && this.session.step !== 'form') continue;
      this.conversation.restore(before);
      return;
    }
  }

  private apply(action: Action): void {
    this.conversation.apply(action, this.conversation.policy.languages[0] ?? 'vi');
  }

  private attempt(action: Action): void {
    try {
      this.apply(action);
    } catch {
      // The core has said no, and the session is as it was.
    }
  }

  private async copy(): Promise<void> {
    const url = location.href.replace(/#.*/, '') + this.fragment();
    try {
      await navigator.clipboard.writeText(url);
      this.copied = 'yes';
    } catch {
      // Not on plain http, and not if the visitor forbids it.
      this.copied = { url };
    }
    this.host.requestUpdate();
  }
}
