// Keeps a canvas below the controls of a card: paints what the HTML face shows, puts every leaf of it
// over its picture, and steps aside for the HTML face where painting is impossible or unwelcome.
import {
  nothing,
  render,
  unsafeCSS,
  type CSSResult,
  type LitElement,
  type ReactiveController,
} from 'lit';
import type { Conversation } from '../conversation.ts';
import liveCss from '../styles/live.css?inline';
import overlayCss from '../styles/overlay.css?inline';
import { afterFrame, breathe, now } from '../surroundings.ts';
import type { Screen } from '../types.ts';
import { Attention } from './attention.ts';
import type { Client, Laid, Subject } from './client.ts';
import { Context } from './context.ts';
import { leavesIn, matched, outer, put } from './leaves.ts';
import { live } from './live.ts';
import { paletteOf } from './palette.ts';
import { measured, scrollersOf, spanOf, type Measured, type Span } from './scroll.ts';
import { Slots } from './slots.ts';
import type { View } from './view.ts';

/** What the element has for its painter. */
export interface Painted {
  readonly face: string;
  readonly screen: Screen | undefined;
  readonly conversation: Conversation | undefined;
  /** Called before an update, which waits for what it gives. */
  foreseen: (() => Promise<void> | undefined) | undefined;
}

/** What was loaded for it. */
export interface Parts {
  client: Client;
  typefaces: readonly ArrayBuffer[];
}

/** What a first frame may take to come. */
const FRAME_MS = 200;

const contrasts = matchMedia('(forced-colors: active)');
const motion = matchMedia('(prefers-reduced-motion: reduce)');
const scheme = matchMedia('(prefers-color-scheme: dark)');

export class CanvasFace implements ReactiveController {
  private readonly host: LitElement & Painted;
  private readonly client: Client;
  private readonly typefaces: readonly ArrayBuffer[];
  private readonly canvas: HTMLCanvasElement;
  private readonly context: Context;
  private readonly attention = new Attention(
    () => {
      this.attend(this.tellPointed);
    },
    () => {
      this.attend(this.tellFocus);
    },
    () => {
      if (this.asked === '') return false;
      this.show();
      return true;
    },
  );
  private readonly aside = document.createElement('div');
  private readonly slots = new Slots();
  private readonly sheet = unsafeCSS(overlayCss);
  private readonly liveSheet = unsafeCSS(liveCss);
  private away = new AbortController();
  /** In a frame of its own: what is placed changes sizes again. */
  private readonly sizes = new ResizeObserver(() => requestAnimationFrame(this.again));
  private readonly again = () => {
    this.show();
  };
  private readonly scrolled = () => {
    if (this.asked !== '') this.show();
    else if (this.laid !== undefined && this.card !== undefined)
      this.follow(this.laid, measured(this.card).seen);
  };
  private card: HTMLElement | undefined;
  private laid: Laid | undefined;
  /** As measured before an update: afterwards the browser would lay out all of it for the answer. */
  private before: Measured | undefined;
  private places = new Map<Element, number>();
  private span: Span = { top: 0, height: 0 };
  private trial = '';
  private trialOf = '';
  private asked = '';
  private opened = false;
  private lettered = false;
  private broken = false;

  constructor(host: LitElement & Painted, canvas: HTMLCanvasElement, parts: Parts) {
    this.host = host;
    this.canvas = canvas;
    this.client = parts.client;
    this.typefaces = parts.typefaces;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.aside.className = 'beside';
    this.aside.addEventListener('transitionrun', ({ target }) => {
      if (target === this.aside) this.show();
    });
    host.foreseen = () => this.foresee();
    this.context = new Context(canvas, () => {
      if (this.opened && this.context.there) this.client.restore();
      else if (this.opened) this.client.lose();
      this.show();
    });
  }

  hostConnected(): void {
    this.away = new AbortController();
    const { signal } = this.away;
    for (const query of [contrasts, motion, scheme]) {
      query.addEventListener('change', this.again, { signal });
    }
    for (const scroller of scrollersOf(this.host)) {
      scroller.addEventListener('scroll', this.scrolled, { passive: true, capture: true, signal });
    }
    addEventListener('resize', this.again, { signal });
    this.context.want();
    // After the frame that is being painted, which does not wait for it.
    void document.fonts.ready.then(() => setTimeout(this.again));
  }

  hostDisconnected(): void {
    this.away.abort();
    this.sizes.disconnect();
    this.card = undefined;
    // What is only moved to another place of the page is there again by then.
    setTimeout(() => {
      if (!this.host.isConnected) this.context.giveBack();
    });
  }

  hostUpdate(): void {
    const card = this.root?.querySelector('.card');
    this.before = card ? measured(card) : undefined;
  }

  /** Before the element puts the focus anywhere: what it goes to is in its place by then. */
  hostUpdated(): void {
    this.show();
    this.before = undefined;
  }

  private get root(): ShadowRoot | null {
    return this.host.shadowRoot;
  }

  private get wanted(): boolean {
    const { face } = this.host;
    return face === 'canvas' && this.context.there && !contrasts.matches;
  }

  private show(): void {
    const { conversation, screen, isConnected } = this.host;
    const card = this.root?.querySelector<HTMLElement>('.card:not(.waiting)') ?? undefined;
    if (card === undefined || screen === undefined || !isConnected || this.broken) return;
    this.enter(card);
    this.attempt(() => {
      // The core may have begun it, where the painter came late.
      if (conversation !== undefined) this.client.takeOver(conversation);
      this.showBeside();
      if (this.wanted) this.paint(card);
      else this.leave();
    });
  }

  /** What fails once is left to the HTML face for good. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      console.error('precall-checker:', error);
      this.broken = true;
      render(nothing, this.aside);
      this.leave();
    }
  }

  /** Once for each card. */
  private enter(card: HTMLElement): void {
    if (this.card === card) return;
    this.card = card;
    this.sizes.disconnect();
    this.sizes.observe(card);
    card.append(this.aside);
    this.attention.follow(card);
    card.addEventListener('toggle', this.again, { capture: true });
    this.adopt(this.liveSheet);
  }

  private get subject(): Subject | undefined {
    const { conversation, screen } = this.host;
    if (conversation === undefined || screen === undefined) return undefined;
    return {
      policy: conversation.policy.policy,
      session: conversation.snapshot(),
      language: screen.language,
      now: now(),
    };
  }

  /** The clause whose row is pointed at, or has a focus that is to be seen, and is folded. */
  private get clause(): string {
    if (this.attention.dismissed) return '';
    const active = this.root?.activeElement;
    const focused = active?.matches(':focus-visible') === true ? active : null;
    for (const row of [this.attention.pointedAt, focused]) {
      const entry = row?.closest<HTMLElement>('.entry');
      if (entry?.querySelector('[open]') === null) return entry.dataset.clause ?? '';
    }
    return '';
  }

  /**
   * What only this face tells, painted or not. A day that was tried is forgotten with the next
   * answer.
   */
  private showBeside(): void {
    const { subject } = this;
    if (subject === undefined || this.host.face !== 'canvas') {
      render(nothing, this.aside);
      return;
    }
    this.asked = this.clause;
    const answers = JSON.stringify(subject.session);
    if (answers !== this.trialOf) this.trial = '';
    this.trialOf = answers;
    const told = {
      clause: this.asked,
      trial: (day: string) => {
        this.trial = day;
        this.show();
      },
    };
    render(live(this.client.live(subject, this.trial), told), this.aside);
  }

  private paint(card: HTMLElement): void {
    const now = this.before ?? measured(card);
    if (now.width === 0) return; // in a closed dialog, say: it is heard of when it opens
    const laid = this.layOut(card, now);
    if (laid === undefined) return;
    this.wantLetters();
    this.place(card, laid, devicePixelRatio);
    this.laid = laid;
    this.follow(laid, now.seen);
    this.tellPointed();
    this.tellFocus();
  }

  /**
   * Shows the first screen before its controls are made, which takes a slow phone longer than to paint
   * it. They wait for its frame. What goes on with earlier answers says so in words of the page's own,
   * whose height is not known yet.
   */
  private foresee(): Promise<void> | undefined {
    const card = this.root?.querySelector<HTMLElement>('.card.waiting') ?? undefined;
    const { conversation } = this.host;
    if (card === undefined || conversation === undefined || this.opened || this.broken)
      return undefined;
    const isFresh = Object.keys(conversation.snapshot().inputs).length === 0;
    const now = measured(card);
    // A page that nobody looks at paints no frames.
    if (!isFresh || now.width === 0 || document.hidden || !this.wanted) return undefined;
    let frame: Promise<void> | undefined;
    this.attempt(() => {
      this.client.takeOver(conversation);
      const laid = this.layOut(card, now);
      if (laid === undefined) return;
      card.style.setProperty('--height', `${laid.height / devicePixelRatio}px`);
      this.follow(laid, now.seen);
      frame = Promise.race([new Promise<void>(afterFrame), breathe(FRAME_MS)]);
    });
    return frame;
  }

  /** Nothing, and the HTML face, for what cannot be painted. */
  private layOut(card: HTMLElement, now: Measured): Laid | undefined {
    const { subject } = this;
    if (subject === undefined) return undefined;
    this.start(card);
    const ratio = devicePixelRatio;
    const view = { ...this.view(card, ratio), ...now };
    const layOut = () => {
      const laid = this.client.show(subject, { ...view, slots: this.slots.heights });
      this.slots.put(card, laid.places, ratio);
      return laid;
    };
    let laid = layOut();
    if (laid.foreign) {
      this.leave();
      return undefined;
    }
    // The gaps for the HTML's own words are as high as these turn out to be.
    for (let tries = 0; tries < 2 && this.slots.grew(card, ratio); tries++) laid = layOut();
    return laid;
  }

  private start(card: HTMLElement): void {
    this.adopt(this.sheet);
    if (this.canvas.parentElement !== card) card.prepend(this.canvas);
    if (this.opened) return;
    this.opened = true;
    if (!this.client.open(this.canvas, this.typefaces))
      throw new Error('canvas: no WebGL to paint with');
  }

  /** Those of later screens, once the controls of the first one are there. */
  private wantLetters(): void {
    if (this.lettered) return;
    this.lettered = true;
    this.client.want(this.host.conversation?.policyText ?? '');
  }

  private adopt(sheet: CSSResult): void {
    const { root } = this;
    const { styleSheet } = sheet;
    if (styleSheet === undefined || root?.adoptedStyleSheets.includes(styleSheet) === true) return;
    root?.adoptedStyleSheets.push(styleSheet);
  }

  private view(card: HTMLElement, ratio: number): Omit<View, 'slots' | 'width' | 'seen'> {
    const open = [...card.querySelectorAll('details[open]')].map((details) => {
      const clause = details.closest<HTMLElement>('.entry')?.dataset.clause;
      if (clause !== undefined) return `board ${clause}`;
      return details.closest<HTMLElement>('[data-control]')?.dataset.control ?? '';
    });
    return {
      ratio: Math.round(ratio * 1_000),
      palette: paletteOf(card),
      trial: this.trial,
      asked: this.asked,
      corner: card.closest('dialog') !== null,
      still: motion.matches,
      open,
    };
  }

  private place(card: HTMLElement, { height, font, places }: Laid, ratio: number): void {
    card.style.setProperty('--height', `${height / ratio}px`);
    card.style.setProperty('--font', `${font / 1_000}px`);
    const painted = places.filter(({ kind }) => kind !== 'slot');
    const pairs = matched(leavesIn(card), painted);
    const leaves = new Map(pairs);
    for (const old of card.querySelectorAll('[data-at]:not([data-at="slot"])')) {
      if (!leaves.has(old as HTMLElement)) old.removeAttribute('data-at');
    }
    this.places = new Map(pairs.map(([leaf, place]) => [leaf, places.indexOf(place)]));
    for (const [leaf, place] of pairs) put(leaf, place, leaves.get(outer(leaf, leaves)), ratio);
  }

  /** The part of the canvas that is in sight, at the screen's own sharpness. */
  private follow({ height }: Laid, seen: Span): void {
    if (!this.canvas.isConnected) return;
    this.span = spanOf(height, seen, this.span);
    const { top, height: shown } = this.span;
    this.canvas.style.setProperty('--top', `${top / devicePixelRatio}px`);
    this.canvas.style.setProperty('--shown', `${shown / devicePixelRatio}px`);
    this.client.window(top, shown);
  }

  /** What only looks another way is told to the painter; another clause is laid out. */
  private attend(tell: () => void): void {
    if (!this.canvas.isConnected) return;
    if (this.clause === this.asked) tell();
    else this.show();
  }

  private readonly tellPointed = () => {
    this.client.point(this.placeOf(this.attention.pointedAt));
  };

  private readonly tellFocus = () => {
    const active = this.root?.activeElement ?? null;
    const place = this.placeOf(active?.closest('[data-at]') ?? null);
    this.client.focus(place, active?.matches(':focus-visible') === true);
  };

  private placeOf(leaf: Element | null): number {
    return (leaf && this.places.get(leaf)) ?? -1;
  }

  /** The HTML face, as if there had never been another: the same controls, with all they hold. */
  private leave(): void {
    const { root, card } = this;
    const { styleSheet } = this.sheet;
    if (root !== null) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== styleSheet);
    }
    this.canvas.remove();
    this.laid = undefined;
    for (const leaf of card?.querySelectorAll('[data-at]') ?? []) leaf.removeAttribute('data-at');
  }
}
