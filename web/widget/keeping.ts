// What one widget keeps on this device for its visitor: the draft of the check. Requests are kept by
// the desk and its outbox, which come late. Decides when; the parts know how.
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Conversation } from './conversation.ts';
import { DraftKeeper, type Draft } from './draft.ts';
import type { Late } from './late.ts';
import type { Desk } from './outbox/desk.ts';
import { uuid } from './surroundings.ts';
import type { Action, Receipt, Screen } from './types.ts';
import { keptDraft, stuck } from './views/draft.ts';

const LOAD_AGAIN_MS = 5_000;
const ABOUT_TO_SEND = ['form', 'review', 'sent'];

/** The element, as far as its keeping is concerned. */
export interface Keeper extends ReactiveControllerHost, HTMLElement {
  policy: string;
  endpoint: string;
  lang: string;
  keep: string;
  /** What is of use from the verdict on, once it is there. */
  readonly late: Late | undefined;
  perform(action: Action): void;
  /** What became of the request that the card is about. */
  delivered(outcome: Action): void;
  /** A request of this page has arrived. */
  received(receipt: Receipt): void;
  refresh(): void;
}

/** Whether the core takes the draft's session for one of its own. */
function goesOn(conversation: Conversation, { session }: Draft): boolean {
  try {
    conversation.restore(session);
    return true;
  } catch {
    return false;
  }
}

export class Keeping implements ReactiveController {
  /** One way through the check, whatever tab it goes on in. */
  check = uuid();
  private readonly host: Keeper;
  private readonly drafts: DraftKeeper;
  private conversation: Conversation | undefined;
  private desk: Desk | undefined;
  private away = new AbortController();
  private place = '';
  private given = '';
  private fresh = '';
  private last = '';

  constructor(host: Keeper) {
    this.host = host;
    this.drafts = new DraftKeeper(() => {
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.away = new AbortController();
    const { signal } = this.away;
    const flush = () => void this.drafts.flush();
    addEventListener('pagehide', flush, { signal });
    document.addEventListener('visibilitychange', flush, { signal });
    this.desk?.join();
  }

  hostDisconnected(): void {
    this.away.abort();
    void this.drafts.flush();
    this.desk?.leave();
  }

  /** What has been shown is seen from here on. */
  hostUpdated(): void {
    this.desk?.settle();
  }

  get keepsNothing(): boolean {
    return this.host.keep === 'none';
  }

  /** The frozen bytes that the card is about; empty before they are. */
  get submission(): string {
    return this.conversation?.submission() ?? '';
  }

  /** Begins to read what an earlier visit left; never fails, and can run beside other loading. */
  async recall(): Promise<Draft | undefined> {
    this.place = this.name();
    this.given = this.host.lang;
    try {
      const { draft, waiting } = await this.drafts.load(this.place);
      if (waiting) this.open().catch(() => undefined);
      if (!this.keepsNothing) return draft;
      void this.drafts.clear(this.place);
    } catch {
      // Said as soon as there is something to be kept.
    }
    return undefined;
  }

  /** Goes on with a draft of the same policy. Of another one only a frozen request is of use. */
  resume(conversation: Conversation, draft: Draft | undefined): void {
    if (this.conversation !== conversation) {
      this.conversation = conversation;
      this.fresh = JSON.stringify(conversation.snapshot());
      this.settle();
      this.desk?.turnAway();
    }
    if (draft === undefined) return;
    if (draft.policy === conversation.policy.sha256 && goesOn(conversation, draft)) {
      this.check = draft.check;
      if (draft.given === this.given) this.host.lang = draft.language;
      this.settle();
    } else void this.drafts.clear(this.place);
    if (draft.submission !== '') void this.send(draft.submission);
  }

  /** From here on, what is kept gives way only to what the visitor does. */
  settle(): void {
    this.last = JSON.stringify(this.conversation?.snapshot()) + this.host.lang;
  }

  /** After every screen: writes what has changed, drops what is over, loads what will be needed. */
  follow({ step }: Screen): void {
    const { conversation } = this;
    if (conversation === undefined) return;
    const session = JSON.stringify(conversation.snapshot());
    const now = session + this.host.lang;
    if (now !== this.last) {
      this.last = now;
      if (session === this.fresh) this.drop();
      else if (!this.keepsNothing) this.save(conversation, step);
    }
    if (ABOUT_TO_SEND.includes(step)) this.open().catch(() => undefined);
    this.desk?.follow(step);
  }

  /** The draft has served its purpose; what comes next is another check. */
  drop(): void {
    this.check = uuid();
    void this.drafts.clear(this.place);
  }

  /** Sends, and sends again, the frozen bytes; to be called once more for another attempt. */
  async send(submission: string): Promise<void> {
    try {
      await this.drafts.flush();
      await (await this.open()).send(submission);
    } catch (error) {
      // What sends could not be loaded, and nothing has been lost: the draft holds the bytes.
      if (submission !== this.submission) return;
      this.host.delivered({ do: 'delivery', status: 'retrying', detail: String(error) });
      setTimeout(() => {
        if (this.host.isConnected && submission === this.submission) void this.send(submission);
      }, LOAD_AGAIN_MS);
    }
  }

  /** Another tab has sent what this one shows: it goes on with the same frozen bytes. */
  async catchUp(): Promise<void> {
    const { conversation } = this;
    const draft = await this.recall();
    if (conversation === undefined || (draft?.submission ?? '') === '') return;
    this.resume(conversation, draft);
    this.host.refresh();
  }

  /** Below the card. */
  view({ language, step }: Screen, isStuck: boolean) {
    const shown = step !== 'sent' && !this.keepsNothing;
    const clear = () => {
      this.host.perform({ do: 'restart' });
    };
    return html`<div class="around" part="around" data-face>
      ${isStuck ? stuck(language) : nothing}${this.desk?.view(language, step)}${shown ? keptDraft(this.drafts.state, language, clear) : nothing}
    </div>`;
  }

  private save(conversation: Conversation, step: string): void {
    const submission = step === 'sent' ? this.submission : '';
    this.drafts.save({
      id: this.place,
      check: this.check,
      policy: conversation.policy.sha256,
      session: conversation.snapshot(),
      submission,
      given: this.given,
      language: this.host.lang,
      at: Date.now(),
    });
    if (submission !== '') void this.drafts.flush();
  }

  /** One policy may be asked about in several places of a page. */
  private name(): string {
    const { host } = this;
    const policy = new URL(host.policy, document.baseURI).href;
    const alike = [...document.querySelectorAll<Keeper>(host.localName)].filter(
      (each) => each.id === host.id && each.policy === host.policy,
    );
    return [policy, host.id, alike.indexOf(host)].join(' ');
  }

  private async open(): Promise<Desk> {
    if (this.desk === undefined) {
      const late = await import('./outbox/desk.ts');
      this.desk ??= new late.Desk(this.host, this);
      this.desk.join();
      this.host.requestUpdate();
    }
    return this.desk;
  }
}
