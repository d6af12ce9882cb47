// mode="popup": a button, and a dialog that holds the card. Loaded only where that is wanted.
// Keeps the page behind an open dialog still, and gives the focus back; the card is not its own.
import { html, unsafeCSS, type ReactiveController, type TemplateResult } from 'lit';
import type { PrecallChecker } from './checker.ts';
import { stillness } from './popup_stillness.ts';
import { addStyles } from './styles/adopt.ts';
import css from './styles/popup.css?inline';
import { close as closeIcon } from './views/icons.ts';
import { popupWords } from './words/popup.ts';
import { spoken } from './words/spoken.ts';

const styles = [unsafeCSS(css)];

export class Popup implements ReactiveController {
  private readonly host: PrecallChecker;
  private readonly still = stillness();
  private pressedOutside = false;
  /** Opened, but its first screen has not come yet. */
  private expecting = false;

  constructor(host: PrecallChecker) {
    this.host = host;
    host.addController(this);
    if (host.shadowRoot !== null) addStyles(host.shadowRoot, styles);
  }

  hostDisconnected(): void {
    this.dialog?.close();
    this.still.end();
  }

  hostUpdated(): void {
    if (this.expecting && this.host.screen !== undefined) this.focusHeading();
  }

  around(card: unknown, language: string): TemplateResult {
    const words = spoken(language, popupWords);
    const label = this.host.label === '' ? words.open : this.host.label;
    return html`<div class="popup">
      <button
        type="button"
        class="button primary"
        part="open-button"
        aria-haspopup="dialog"
        lang=${language}
        @pointerenter=${this.wake}
        @focus=${this.wake}
        @click=${this.open}
      >
        ${label}
      </button>
      <dialog
        part="dialog"
        lang=${language}
        aria-label=${this.host.screen?.title ?? label}
        @close=${this.closed}
        @pointerdown=${this.pressed}
        @click=${this.clicked}
      >
        <button
          type="button"
          class="close"
          part="close-button"
          aria-label=${words.close}
          @click=${this.close}
        >
          ${closeIcon()}
        </button>
        ${card}
      </dialog>
    </div>`;
  }

  /** Before the click comes, the pointer or the focus does; that is the time to load. */
  private readonly wake = () => {
    this.host.wake();
  };

  private readonly open = () => {
    this.wake();
    this.dialog?.showModal();
    this.host.requestUpdate();
    this.still.begin();
    this.focusHeading();
  };

  private readonly close = () => {
    this.dialog?.close();
  };

  private readonly closed = () => {
    this.expecting = false;
    this.still.end();
    this.host.shadowRoot?.querySelector<HTMLElement>('.popup > button')?.focus();
  };

  // A selection that is dragged out of the card ends on the backdrop, and is no wish to close.
  private readonly pressed = ({ target }: Event) => {
    this.pressedOutside = target === this.dialog;
  };

  private readonly clicked = ({ target }: Event) => {
    if (this.pressedOutside && target === this.dialog) this.close();
  };

  private get dialog(): HTMLDialogElement | null {
    return this.host.shadowRoot?.querySelector('dialog') ?? null;
  }

  private focusHeading(): void {
    const heading = this.dialog?.querySelector<HTMLElement>('.heading') ?? null;
    this.expecting = heading === null;
    heading?.focus();
  }
}
