// The custom element <precall-checker>: attributes in, events out, focus in between.
// Shows what the core says; decides nothing and has no words of its own.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { version } from '../package.json';
import type { Address, Addressed } from './address.ts';
import { Conversation } from './conversation.ts';
import { controlId } from './controls/frame.ts';
import { loadCore } from './core.ts';
import type { Face } from './face.ts';
import { Outgoing } from './outgoing.ts';
import type { Outcome } from './sender.ts';
import { styles } from './styles/styles.ts';
import { chooseLanguage } from './surroundings.ts';
import type { Action, Client, Screen } from './types.ts';
import { bar } from './views/bar.ts';
import { body } from './views/screen.ts';

const CLIENT: Client = { name: 'precall-checker', version };

// Beside this module wherever it is served from; a variable keeps bundlers from rewriting it.
const CORE_FILE = './precall-core.wasm';
const DEFAULT_ENDPOINT = '/v1/submissions';

const place = (screen: Screen | undefined) => `${screen?.flow ?? ''}/${screen?.step ?? ''}`;

export class PrecallChecker extends LitElement implements Face, Addressed {
  static override styles = styles;
  static override properties = {
    policy: {},
    endpoint: {},
    lang: { reflect: true },
    face: {},
    mode: {},
    address: { type: Boolean },
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
  /** Whether the page's address carries the check: links reopen it, Back goes through its steps. */
  declare address: boolean;
  /** What is shown now; to be read, not written. */
  declare screen: Screen | undefined;

  /** For the controllers of this element only. */
  conversation: Conversation | undefined;
  private opening = 0;
  private hadFocus = false;
  private shownVerdict = '';
  private focusNext: (() => void) | undefined;
  private whereabouts: Address | undefined;
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
    this.address = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.outgoing.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.outgoing.pause();
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
  protected override render(): TemplateResult {
    const { screen } = this;
    if (screen === undefined) {
      return html`<div class="card waiting" part="card"><slot></slot></div>`;
    }
    return html`<div class="card" part="card" lang=${screen.language}>
      ${bar(screen, (language) => {
        this.lang = language;
      })}
      <form
        novalidate
        autocomplete="on"
        @submit=${(event: Event) => {
          event.preventDefault();
          this.performPrimary();
        }}
      >
        ${keyed(place(screen), body(screen, this))}
      </form>
    </div>`;
  }

  // Face

  input(id: string, value: string): void {
    this.apply({ do: 'input', id, value });
  }

  perform(action: Action): void {
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

  share(language: string): unknown {
    return this.whereabouts?.share(language);
  }

  // Addressed

  arrive(): void {
    this.refresh();
    this.focusLater('.heading');
  }

  // Inside

  /** Overridden where the core comes from elsewhere. */
  protected async converse(): Promise<Conversation> {
    const [core, policyText] = await Promise.all([
      loadCore(new URL(CORE_FILE, import.meta.url)),
      this.fetchPolicy(),
    ]);
    return new Conversation(core, policyText, CLIENT);
  }

  private async fetchPolicy(): Promise<string> {
    const response = await fetch(new URL(this.policy, document.baseURI));
    if (!response.ok) throw new Error(`policy: ${response.url} answered ${response.status}`);
    return response.text();
  }

  private async open(): Promise<void> {
    const turn = ++this.opening;
    try {
      const [conversation] = await Promise.all([this.converse(), this.locate()]);
      if (turn !== this.opening) return;
      this.conversation = conversation;
      this.whereabouts?.open();
      this.refresh();
    } catch (error) {
      console.error('precall-checker:', error);
    }
  }

  /** The check works as well where this part of it does not arrive. */
  private async locate(): Promise<void> {
    if (!this.address || this.whereabouts !== undefined) return;
    const part = await import('./address.ts').catch(() => undefined);
    if (part !== undefined) this.whereabouts ??= new part.Address(this);
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

  private performPrimary(): void {
    const primary = this.screen?.actions.find(({ role }) => role === 'primary');
    if (primary !== undefined) this.perform(primary.action);
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
