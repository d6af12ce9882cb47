// What of a painted card the pointer and the focus are on. The HTML above the picture says so itself;
// a finger points at nothing before and after it touches.

export class Attention {
  private readonly pointed: () => void;
  private readonly focused: () => void;
  private readonly dismiss: () => boolean;
  private over: Element | null = null;
  /** By Escape, until the pointer or the focus is on something else. */
  dismissed = false;

  /** What is to be done when either is on something else, and with Escape: false if nothing was shown. */
  constructor(pointed: () => void, focused: () => void, dismiss: () => boolean) {
    this.pointed = pointed;
    this.focused = focused;
    this.dismiss = dismiss;
  }

  /** Listens on a card from now on. */
  follow(card: HTMLElement): void {
    this.over = null;
    card.addEventListener('keydown', this.pressed);
    for (const kind of ['pointerover', 'pointerleave'] as const) {
      card.addEventListener(kind, this.moved);
    }
    card.addEventListener('focusin', this.passed);
    card.addEventListener('focusout', this.passed);
  }

  /** The leaf that is pointed at: of a clause its row, with all that belongs to it. */
  get pointedAt(): Element | null {
    const row = this.over?.closest('.entry')?.querySelector('summary');
    return row ?? this.over?.closest('[data-at]') ?? null;
  }

  private readonly moved = ({ type, target, pointerType }: PointerEvent) => {
    const points = type === 'pointerover' && pointerType !== 'touch';
    this.over = points ? (target as Element) : null;
    this.dismissed = false;
    this.pointed();
  };

  /** A dialog around stays open for a key that has closed something else. */
  private readonly pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    this.dismissed = true;
    if (this.dismiss()) event.preventDefault();
  };

  private readonly passed = () => {
    this.dismissed = false;
    // The next element has the focus only after this event.
    queueMicrotask(this.focused);
  };
}
