// What of a painted card the pointer and the focus are on. The HTML above the picture says so itself;
// a finger points at nothing before and after it touches.

export class Attention {
  private readonly changed: () => void;
  private over: Element | null = null;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Listens on a card from now on. */
  follow(card: HTMLElement): void {
    this.over = null;
    for (const kind of ['pointerover', 'pointerleave'] as const) {
      card.addEventListener(kind, this.pointed);
    }
    card.addEventListener('focusin', this.focused);
    card.addEventListener('focusout', this.focused);
  }

  /** The leaf that is pointed at: of a clause its row, with all that belongs to it. */
  get pointedAt(): Element | null {
    const row = this.over?.closest('.entry')?.querySelector('summary');
    return row ?? this.over?.closest('[data-at]') ?? null;
  }

  private readonly pointed = ({ type, target, pointerType }: PointerEvent) => {
    const points = type === 'pointerover' && pointerType !== 'touch';
    this.over = points ? (target as Element) : null;
    this.changed();
  };

  private readonly focused = () => {
    // The next element has the focus only after this event.
    queueMicrotask(this.changed);
  };
}
