// Where one widget hands its request over: to the outbox that all widgets of the page share, whose
// news it passes on to the card. Loaded once a request is near, or when an earlier visit left one.
import type { Keeper, Keeping } from '../keeping.ts';
import type { Late } from '../late.ts';
import { saving } from '../views/saving.ts';
import { idOf, type Entry } from './entry.ts';
import { outbox, type Watcher } from './outbox.ts';

export class Desk implements Watcher {
  private readonly host: Keeper;
  private readonly keeping: Keeping;
  private unwatch: (() => void) | undefined;
  /** What saves files: mostly there already. */
  private late: Late | undefined;
  private own = '';
  private asking = '';

  constructor(host: Keeper, keeping: Keeping) {
    this.host = host;
    this.keeping = keeping;
  }

  join(): void {
    void this.load();
    if (!this.host.isConnected || this.unwatch !== undefined) return;
    const unwatch = outbox.watch(this);
    const look = () => {
      this.settle();
    };
    document.addEventListener('visibilitychange', look);
    this.unwatch = () => {
      unwatch();
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** What has not come is asked for again with the next screen. */
  private async load(): Promise<void> {
    if (this.late !== undefined) return;
    this.late = await import('../late.ts').catch(() => undefined);
    this.host.requestUpdate();
  }

  leave(): void {
    this.unwatch?.();
    this.unwatch = undefined;
  }

  async send(submission: string): Promise<void> {
    const endpoint = new URL(this.host.endpoint, document.baseURI).href;
    const { check, keepsNothing, submission: shown } = this.keeping;
    this.own = idOf(shown);
    await outbox.send({ submission, endpoint, keep: !keepsNothing, check });
  }

  /** Another conversation begins; what the last one sent goes its way. */
  turnAway(): void {
    this.own = '';
  }

  /** The card shows something else now. */
  follow(step: string): void {
    void this.load();
    const before = this.own;
    this.own = step === 'sent' ? idOf(this.keeping.submission) : '';
    // A person who corrects a refused request has done with the old bytes.
    if (this.own === '' && outbox.find(before)?.state === 'refused') void outbox.remove(before);
    this.settle();
  }

  changed(entry: Entry, before: Entry | undefined): void {
    const { id, state, detail, receipt } = entry;
    const mine = id === this.own;
    if (mine && receipt !== undefined) this.host.delivered({ do: 'receipt', receipt });
    else if (mine) {
      const status = state === 'refused' ? state : detail === '' ? 'sending' : 'retrying';
      this.host.delivered({ do: 'delivery', status, detail });
    }
    const isNews = before?.state !== 'received' && (before !== undefined || mine);
    if (receipt !== undefined && isNews && (mine || outbox.isFirst(this))) {
      this.host.received(receipt);
    }
    this.host.requestUpdate();
  }

  removed(id: string): void {
    if (id === this.own) this.host.perform({ do: 'restart' });
    this.host.requestUpdate();
  }

  begun(check: string): void {
    if (check === this.keeping.check && this.own === '') void this.keeping.catchUp();
  }

  view(language: string, step: string) {
    const own = outbox.find(this.own);
    const others = outbox.isFirst(this) && !this.keeping.keepsNothing ? outbox.all : [];
    return saving({
      language,
      step,
      download: this.late?.download,
      own: own && { ...own, submission: this.keeping.submission },
      isKept: outbox.isKept(this.own),
      earlier: others.filter(({ id, seen }) => id !== this.own && !seen),
      asking: this.asking,
      ask: (id) => {
        this.asking = id;
        this.host.requestUpdate();
      },
      remove: (id) => void outbox.remove(id),
      seen: (id) => void outbox.seen(id),
      sendNow: (id) => void outbox.sendNow(id),
    });
  }

  /** A receipt counts as shown once it can be seen; then nothing personal has to stay. */
  settle(): void {
    const entry = outbox.find(this.own);
    if (entry?.state !== 'received' || document.visibilityState === 'hidden') return;
    // In a dialog that is closed it cannot, nor before that part of the widget is there.
    const card = this.host.shadowRoot?.querySelector('.card');
    if ((card?.getClientRects().length ?? 0) === 0 || this.host.late === undefined) return;
    this.keeping.drop();
    void outbox.seen(this.own);
  }
}
