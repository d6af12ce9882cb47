// The first step as the page's own HTML carried it, in a declarative shadow root. Remembers what a
// visitor did there before the core was ready, and does it again on the core's own screen.

const VALUE = 'input:checked, input:not([type="radio"], [type="checkbox"]), textarea';

interface Caret {
  start: number | null;
  end: number | null;
}

/** The raw value of a question; '' if it has none. */
function valueOf(box: Element): string {
  if (box.querySelector('.unsure input[type="checkbox"]:checked') !== null) return 'unknown';
  const field = box.querySelector<HTMLInputElement>(VALUE);
  if (field === null) return '';
  return field.type === 'checkbox' ? 'true' : field.value;
}

const isTyped = (element: Element | null): element is HTMLInputElement =>
  element?.matches('.field') === true;

export class Prerendered {
  private readonly root: ShadowRoot;
  private readonly card: Element;
  private composing = false;
  private pressed = -1;
  private focused = '';
  private caret: Caret | undefined;

  /** What a page's HTML put into this root, or undefined. */
  static in(root: ShadowRoot): Prerendered | undefined {
    const card = root.querySelector('.card');
    return card === null ? undefined : new Prerendered(root, card);
  }

  private constructor(root: ShadowRoot, card: Element) {
    this.root = root;
    this.card = card;
    card.addEventListener('compositionstart', () => (this.composing = true));
    card.addEventListener('compositionend', () => (this.composing = false));
    card.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      if (button !== null) this.pressed = this.all('button').indexOf(button);
    });
  }

  /** To swap a field that is composing a letter would lose the letter. */
  async quiet(): Promise<void> {
    while (this.composing) {
      await new Promise((resolve) => {
        this.card.addEventListener('compositionend', resolve, { once: true });
        this.card.addEventListener('focusout', resolve, { once: true });
      });
      this.composing = false;
    }
  }

  /** What was answered, in the order of the page. */
  answers(): { id: string; value: string }[] {
    return [...this.card.querySelectorAll<HTMLElement>('[data-control]')]
      .map((box) => ({ id: box.dataset.control ?? '', value: valueOf(box) }))
      .filter(({ value }) => value !== '');
  }

  /** Whether it still stands there, or has made room already. */
  get isShown(): boolean {
    return this.card.isConnected;
  }

  /** Makes room for the core's screen, and gives what puts the visitor back where they were. */
  leave(): () => void {
    const open = this.all<HTMLDetailsElement>('details').map((details) => details.open);
    const active = this.root.activeElement;
    this.focused = active?.id ?? '';
    if (isTyped(active)) this.caret = { start: active.selectionStart, end: active.selectionEnd };
    const label = this.all('button')[this.pressed]?.textContent;
    this.card.remove();
    return () => {
      for (const [place, details] of this.all<HTMLDetailsElement>('details').entries()) {
        details.open ||= open[place] === true;
      }
      this.refocus();
      const button = this.all<HTMLButtonElement>('button')[this.pressed];
      if (button?.textContent.trim() === label?.trim()) button?.click();
    };
  }

  private refocus(): void {
    if (this.focused === '') return;
    const field = this.root.getElementById(this.focused);
    field?.focus({ preventScroll: true });
    if (isTyped(field) && this.caret !== undefined) {
      field.setSelectionRange(this.caret.start, this.caret.end);
    }
  }

  private all<Found extends Element = HTMLElement>(selector: string): Found[] {
    return [...this.root.querySelectorAll<Found>(selector)];
  }
}
