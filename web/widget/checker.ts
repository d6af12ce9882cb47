// The custom element <precall-checker>: attributes in, events out, focus in between.
// Shows what the core says; decides nothing and has no words of its own.
import { html, LitElement, noChange, type PropertyValues } from 'lit';
import type { Address, Addressed } from './address.ts';
import type { Conversation } from './conversation.ts';
import type { Engine } from './core.ts';
import { controlId } from './controls/parts.ts';
import type { Face } from './face.ts';
import { Keeping, type Keeper } from './keeping.ts';
import { converse } from './opening.ts';
import type { Late } from './late.ts';
import type { Popup } from './popup.ts';
import { Prerendered } from './prerendered.ts';
import { addStyles } from './styles/adopt.ts';
import { breathe, chooseLanguage } from './surroundings.ts';
import type { Action, CalendarNote, Receipt, Screen } from './types.ts';
import { card, place } from './views/card.ts';

// What the widget itself speaks, until the policy says.
const LANGUAGES = ['vi', 'en'];
const PATIENT_TIMES = 2;
const CANVAS_MS = 4_000;
const LATE_AGAIN_MS = 5_000;
const DEFAULT_ENDPOINT = '/v1/submissions';

export class PrecallChecker extends LitElement implements Face, Keeper, Addressed {
  static override properties = {
    policy: {},
    endpoint: {},
    lang: { reflect: true },
    face: {},
    mode: { reflect: true },
    label: {},
    keep: {},
    address: { type: Boolean },
    screen: { state: true },
  };

  /** Address of the policy file. */
  declare policy: string;
  /** Address that submissions are posted to. */
  declare endpoint: string;
  declare lang: string;
  /** "html", or "canvas", which falls back to it. */
  declare face: string;
  /** "inline", or "popup": a button that opens the check in a dialog. */
  declare mode: string;
  /** The words on that button. */
  declare label: string;
  /** "draft": answers stay on this device for a day; "none": nothing does. */
  declare keep: string;
  /** Whether the page's address carries the check: links reopen it, Back goes through its steps. */
  declare address: boolean;
  /** What is shown now; to be read, not written. */
  declare screen: Screen | undefined;

  /** For the controllers of this element only. */
  conversation: Conversation | undefined;
  private opening: Promise<Conversation> | undefined;
  private prerendered: Prerendered | undefined;
  private styled: Promise<void> | undefined;
  private popup: Popup | undefined;
  private loading: Promise<void> | undefined;
  /** For what paints this element only. */
  foreseen: (() => Promise<void> | undefined) | undefined;
  /** For the views of this element only. */
  late: Late | undefined;
  private failures = 0;
  private isStuck = false;
  private hadFocus = false;
  private shownVerdict = '';
  private focusNext: (() => void) | undefined;
  private readonly keeping = new Keeping(this);
  private whereabouts: Address | undefined;

  constructor() {
    super();
    this.policy = '';
    this.endpoint = DEFAULT_ENDPOINT;
    this.lang = '';
    this.face = 'html';
    this.mode = 'inline';
    this.label = '';
    this.keep = 'draft';
    this.address = false;
  }

  /** A page may carry the first step, styles included, as HTML in this root. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    this.prerendered = Prerendered.in(root);
    // What stands there will go, so nothing is placed before it.
    if (this.prerendered !== undefined) delete this.renderOptions.renderBefore;
    else this.styled = this.loadStyles(root);
    return root;
  }

  /** What paints the card can be there before its controls. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.foreseen?.();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
    // A pop-up loads nothing before somebody is about to open it.
    const isWanted = this.opening !== undefined || this.mode !== 'popup';
    const isNew = changed.has('policy') || (changed.has('mode') && this.opening === undefined);
    if (isNew && isWanted && this.policy !== '') void this.open();
    else if (changed.has('lang')) this.refresh();
    if (changed.has('face') && this.conversation !== undefined) void this.paint();
    if (this.mode === 'popup' && this.popup === undefined) void this.loadPopup();
  }

  /** Focus never falls back to the page when the control that had it goes away. */
  protected override updated(): void {
    if (this.focusNext === undefined && this.hadFocus && this.shadowRoot?.activeElement === null) {
      this.focusTop(this.renderRoot.querySelector('.heading'));
    }
    this.focusNext?.();
    this.focusNext = undefined;
  }

  protected override render(): unknown {
    if (this.mode !== 'popup') return this.content();
    return this.popup?.around(this.content(), this.language) ?? html`<slot></slot>`;
  }

  /** Until the core is there, and if it never comes, the page's own content stands here. */
  private content(): unknown {
    if (this.screen !== undefined)
      return card(this.screen, this, this.keeping.view(this.screen, this.isStuck));
    if (this.prerendered?.isShown === true) return noChange;
    return html`<div class="card waiting" part="card"><slot></slot></div>`;
  }

  // Face

  input(id: string, value: string): void {
    this.apply({ do: 'input', id, value });
  }

  perform(action: Action): void {
    const lacking = this.conversation?.lacks(action);
    if (lacking === undefined) this.act(action);
    else void this.actLater(action, lacking);
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

  keepDay(note: CalendarNote): void {
    this.late?.saveToCalendar(note);
  }

  choose(language: string): void {
    this.lang = language;
  }

  // Addressed

  arrive(): void {
    this.refresh();
    this.focusLater('.heading');
  }

  // Keeper

  delivered(outcome: Action): void {
    this.apply(outcome);
  }

  received(receipt: Receipt): void {
    this.tell('precall:submitted', { receipt });
  }

  refresh(): void {
    if (this.conversation === undefined) return;
    const screen = this.conversation.screen(this.language);
    this.screen = screen;
    this.tell('precall:screen', { screen });
    const verdict = screen.verdict === undefined ? '' : JSON.stringify(screen.verdict);
    if (verdict !== '' && verdict !== this.shownVerdict) {
      this.tell('precall:verdict', { verdict: screen.verdict });
    }
    this.shownVerdict = verdict;
    this.keeping.follow(screen);
    // Past the questions.
    if (screen.progress === undefined && this.late === undefined) this.loading ??= this.loadLate();
  }

  // Inside

  /** Loads what the check needs; a pop-up calls it when somebody is about to open it. */
  wake(): void {
    if (this.opening === undefined && this.policy !== '') void this.open();
  }

  /** A check without its looks is still a check. */
  private async loadStyles(root: ShadowRoot): Promise<void> {
    const part = await import('./styles/styles.ts').catch(console.error);
    if (part !== undefined) addStyles(root, part.styles);
  }

  /** What has not come is asked for again every few seconds. */
  private async loadLate(): Promise<void> {
    // Sending will want it, and should not have to wait for it.
    this.conversation?.lacks({ do: 'submit' })?.catch(() => undefined);
    const late = await import('./late.ts').catch(console.error);
    if (late === undefined) {
      await breathe(LATE_AGAIN_MS);
      if (this.isConnected) return this.loadLate();
    }
    this.loading = undefined;
    if (late === undefined || this.shadowRoot === null) return;
    addStyles(this.shadowRoot, late.lateStyles);
    this.late = late;
    this.requestUpdate();
  }

  private async loadPopup(): Promise<void> {
    try {
      const [{ Popup }] = await Promise.all([import('./popup.ts'), this.styled]);
      this.popup ??= new Popup(this);
      this.requestUpdate();
      // What an earlier visit could not send goes on its way, whether the check is opened or not.
      await this.keeping.recall();
    } catch (error) {
      console.error('precall-checker:', error);
    }
  }

  /** The check works as well where this part of it does not arrive. */
  private async locate(): Promise<void> {
    if (!this.address || this.whereabouts !== undefined) return;
    const part = await import('./address.ts').catch(() => undefined);
    if (part === undefined) return;
    this.whereabouts ??= new part.Address(this);
    if (this.conversation !== undefined) this.requestUpdate();
  }

  /**
   * The engine that paints, if that is asked for. Nothing where the core's own has to do, and where
   * the painter keeps the form waiting: it takes over when it is there.
   */
  private async paint() {
    if (this.face !== 'canvas') return undefined;
    const attach = async () => (await import('./canvas/attach.ts')).attach(this);
    return Promise.race([attach().catch(console.error), breathe(CANVAS_MS)]) as Promise<
      Engine | undefined
    >;
  }

  /** What failed may be tried again. */
  private async open(): Promise<void> {
    const { face } = this;
    const opening = converse(new URL(this.policy, document.baseURI), this.paint());
    this.opening = opening;
    try {
      const located = this.locate();
      const [conversation, draft] = await Promise.all([
        opening,
        this.keeping.recall(),
        // Only a link has something to say beforehand; nobody else waits for this.
        location.hash === '' ? undefined : located,
      ]);
      await Promise.all([breathe(), this.styled, this.prerendered?.quiet()]);
      if (opening !== this.opening) return;
      this.conversation = conversation;
      if (face !== this.face) void this.paint(); // asked for meanwhile
      this.keeping.resume(conversation, draft);
      this.whereabouts?.open();
      this.keeping.settle();
      this.adopt();
      this.refresh();
    } catch (error) {
      console.error('precall-checker:', error);
      if (opening === this.opening) this.giveUp();
    }
  }

  /** Tries again, less and less often. A form that answers nothing goes soon; its answers stay. */
  private giveUp(): void {
    this.opening = undefined;
    if (this.conversation !== undefined) return;
    if (++this.failures > PATIENT_TIMES) this.prerendered?.leave();
    this.requestUpdate();
    const again = () => {
      removeEventListener('online', again);
      clearTimeout(timer);
      if (this.isConnected) this.wake();
    };
    const timer = setTimeout(again, Math.min(1_000 * 2 ** this.failures, 60_000));
    addEventListener('online', again);
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
    return chooseLanguage([this.lang, around], this.conversation?.policy.languages ?? LANGUAGES);
  }

  /** Once the part that is lacking is there; what does not come is said. */
  private async actLater(action: Action, lacking: Promise<void>): Promise<void> {
    try {
      await lacking;
      this.act(action);
    } catch {
      this.isStuck = true;
      this.requestUpdate();
    }
  }

  private act(action: Action): void {
    const before = place(this.screen);
    this.isStuck = false;
    if (!this.apply(action)) return;
    const { screen } = this;
    if (screen?.focus !== undefined) {
      const { focus } = screen;
      this.focusNext = () => {
        this.focusControl(focus);
      };
    } else if (screen?.errors !== undefined) this.focusLater('.errors');
    else if (place(screen) !== before) this.focusLater('.heading');
    if (action.do === 'submit' && screen?.receipt !== undefined) this.send();
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

  private focusLater(target: string): void {
    this.focusNext = () => {
      this.focusTop(this.renderRoot.querySelector<HTMLElement>(target));
    };
  }

  /** A new step starts at the top of the card, which moves only if it is out of sight. */
  private focusTop(target: HTMLElement | null): void {
    if (target === null) return;
    target.focus({ preventScroll: true });
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) {
      const card = target.closest('dialog > .card') ?? this;
      card.scrollIntoView({ block: 'start' });
    }
  }

  private send(): void {
    const submission = this.conversation?.submission() ?? '';
    if (submission === '') return;
    this.apply({ do: 'delivery', status: 'sending' });
    void this.keeping.send(submission);
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
