// The custom element <precall-checker>: attributes in, events out, focus in between.
// Shows what the core says; decides nothing and has no words of its own.
import { adoptStyles, html, LitElement, noChange, type PropertyValues } from 'lit';
import { version } from '../package.json';
import { Conversation } from './conversation.ts';
import { controlId } from './controls/frame.ts';
import { loadCore } from './core.ts';
import type { Digest } from './digest.ts';
import type { Face } from './face.ts';
import { Outgoing } from './outgoing.ts';
import { Prerendered } from './prerendered.ts';
import type { Outcome } from './sender.ts';
import { breathe, chooseLanguage } from './surroundings.ts';
import type { Action, Client, Screen } from './types.ts';
import { card, place } from './views/card.ts';

const CLIENT: Client = { name: 'precall-checker', version };

// Beside this module wherever it is served from; a variable keeps bundlers from rewriting it.
const CORE_FILE = './precall-core.wasm';
const DEFAULT_ENDPOINT = '/v1/submissions';

export class PrecallChecker extends LitElement implements Face {
  static override properties = {
    policy: {},
    endpoint: {},
    lang: { reflect: true },
    face: {},
    mode: {},
    screen: { state: true },
  };

  /** Address of the policy file. */
  declare policy: string;
  /** Address that submissions are posted to. */
  declare endpoint: string;
  declare lang: string;
  /** "html"; another face falls back to it. */
  declare face: string;
  /** "inline". */
  declare mode: string;
  /** What is shown now; to be read, not written. */
  declare screen: Screen | undefined;

  private conversation: Conversation | undefined;
  private digest: Digest | undefined;
  private prerendered: Prerendered | undefined;
  private styled: Promise<void> | undefined;
  private opening = 0;
  private hadFocus = false;
  private shownVerdict = '';
  private focusNext: (() => void) | undefined;
  private readonly outgoing = new Outgoing((submission, outcome) => {
    this.delivered(submission, outcome);
  });

  constructor() {
    super();
    this.policy = '';
    this.endpoint = DEFAULT_ENDPOINT;
    this.lang = '';
    this.face = 'html';
    this.mode = 'inline';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.outgoing.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.outgoing.pause();
  }

  /** A page may carry the first step, styles included, as HTML in this root. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    this.prerendered = Prerendered.in(root);
    // What stands there will go, so nothing is placed before it.
    if (this.prerendered !== undefined) delete this.renderOptions.renderBefore;
    else
      this.styled = import('./styles/styles.ts').then(({ styles }) => {
        adoptStyles(root, styles);
      });
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
    if (changed.has('policy') && this.policy !== '') void this.open();
    else if (changed.has('lang')) this.refresh();
  }

  /** Focus never falls back to the page when the control that had it goes away. */
  protected override updated(): void {
    if (this.focusNext === undefined && this.hadFocus && this.shadowRoot?.activeElement === null) {
      this.focusTop(this.renderRoot.querySelector('.heading'));
    }
    this.focusNext?.();
    this.focusNext = undefined;
  }

  /** Until the core is there, and if it never comes, the page's own content stands here. */
  protected override render(): unknown {
    if (this.screen !== undefined) return card(this.screen, this);
    if (this.prerendered !== undefined) return noChange;
    return html`<div class="card waiting" part="card"><slot></slot></div>`;
  }

  // Face

  input(id: string, value: string): void {
    this.apply({ do: 'input', id, value });
  }

  perform(action: Action): void {
    if (action.do === 'submit' && this.digest?.complete === false) {
      void this.digest.load().then(() => {
        this.perform(action);
      });
      return;
    }
    const before = place(this.screen);
    if (!this.apply(action)) return;
    const { screen } = this;
    if (screen?.focus !== undefined) {
      const { focus } = screen;
      this.focusLater(() => {
        this.focusControl(focus);
      });
    } else if (screen?.errors !== undefined) this.focusLater('.errors');
    else if (place(screen) !== before) this.focusLater('.heading');
    if (action.do === 'submit' && screen?.receipt !== undefined) this.send();
  }

  focusControl(id: string): void {
    const box = this.renderRoot.querySelector(`[data-control="${id}"]`);
    const field =
      box?.querySelector<HTMLElement>('input:checked') ??
      this.renderRoot.querySelector<HTMLElement>(`#${controlId(id)}`);
    field?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: 'nearest' });
  }

  choose(language: string): void {
    this.lang = language;
  }

  // Inside

  private async converse(): Promise<Conversation> {
    const [{ core, digest }, policy] = await Promise.all([
      loadCore(new URL(CORE_FILE, import.meta.url)),
      this.fetchPolicy(),
    ]);
    this.digest = digest;
    await digest.foresee(policy);
    const begin = () => new Conversation(core, new TextDecoder().decode(policy), CLIENT);
    try {
      return begin();
    } catch (error) {
      // A file that is not in canonical form has another digest than its bytes.
      if (digest.complete) throw error;
      await digest.load();
      return begin();
    }
  }

  private async fetchPolicy(): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(new URL(this.policy, document.baseURI));
    if (!response.ok) throw new Error(`policy: ${response.url} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  private async open(): Promise<void> {
    const turn = ++this.opening;
    try {
      const conversation = await this.converse();
      await breathe();
      await Promise.all([this.styled, this.prerendered?.quiet()]);
      if (turn !== this.opening) return;
      this.conversation = conversation;
      this.adopt();
      this.refresh();
    } catch (error) {
      console.error('precall-checker:', error);
      this.giveUp();
    }
  }

  /** Without a core a form answers nothing: the page's own words stand there, until it is online. */
  private giveUp(): void {
    if (this.conversation !== undefined) return;
    this.prerendered?.leave();
    this.prerendered = undefined;
    this.requestUpdate();
    addEventListener('online', () => void this.open(), { once: true });
  }

  /** What was answered on the page's own HTML is answered here. */
  private adopt(): void {
    const { prerendered } = this;
    if (prerendered === undefined) return;
    this.prerendered = undefined;
    for (const { id, value } of prerendered.answers()) this.apply({ do: 'input', id, value });
    this.focusNext = prerendered.leave();
  }

  private get language(): string {
    const around = this.parentElement?.closest<HTMLElement>('[lang]')?.lang ?? '';
    return chooseLanguage([this.lang, around], this.conversation?.policy.languages ?? []);
  }

  private apply(action: Action): boolean {
    if (this.conversation === undefined) return false;
    try {
      this.conversation.apply(action, this.language);
      this.refresh();
      return true;
    } catch (error) {
      console.error('precall-checker:', error);
      return false;
    }
  }

  private refresh(): void {
    if (this.conversation === undefined) return;
    const screen = this.conversation.screen(this.language);
    this.screen = screen;
    this.tell('precall:screen', { screen });
    const verdict = screen.verdict === undefined ? '' : JSON.stringify(screen.verdict);
    if (verdict !== '' && verdict !== this.shownVerdict) {
      this.tell('precall:verdict', { verdict: screen.verdict });
    }
    this.shownVerdict = verdict;
  }

  private focusLater(target: string | (() => void)): void {
    this.focusNext =
      typeof target === 'function'
        ? target
        : () => {
            this.focusTop(this.renderRoot.querySelector<HTMLElement>(target));
          };
  }

  /** A new step starts at the top of the card, which moves only if it is out of sight. */
  private focusTop(target: HTMLElement | null): void {
    if (target === null) return;
    target.focus({ preventScroll: true });
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) this.scrollIntoView({ block: 'start' });
  }

  private send(): void {
    const submission = this.conversation?.submission() ?? '';
    if (submission === '') return;
    this.apply({ do: 'delivery', status: 'sending' });
    this.outgoing.send(submission, new URL(this.endpoint, document.baseURI));
  }

  /** What became of an earlier request is no news to a check that was begun after it. */
  private delivered(submission: string, outcome: Outcome): void {
    if (this.conversation?.submission() === submission) this.apply(outcome);
    if (outcome.do === 'receipt') this.tell('precall:submitted', { receipt: outcome.receipt });
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
