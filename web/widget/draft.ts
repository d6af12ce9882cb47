// What a visitor has answered so far, kept in the browser for a day: written soon after each change
// and at once when the page goes out of sight. IndexedDB and not localStorage, which is written to
// the disk seconds later and has to share its few megabytes with the page around.
import { ask, transact } from './database.ts';
import type { Session } from './types.ts';

export interface Draft {
  /** Which widget of the site it belongs to. */
  id: string;
  /** One way through the check, whatever tab it goes on in. */
  check: string;
  policy: string;
  session: Session;
  /** The frozen bytes, if there are any: they may be sent even if the session has become useless. */
  submission: string;
  /** The element's own language then, and the one that the visitor chose. */
  given: string;
  language: string;
  at: number;
}

export type DraftState = 'none' | 'kept' | 'lost';

export const DRAFT_HOURS = 24;
const PAUSE_MS = 200;
/** Also what is no draft at all. */
const isOld = ({ at, language, submission }: Draft) =>
  !(Math.abs(Date.now() - at) <= DRAFT_HOURS * 3_600_000) ||
  [language, submission].some((each) => typeof each !== 'string');

export class DraftKeeper {
  state: DraftState = 'none';
  private readonly changed: () => void;
  private pending: Draft | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writes = 0;
  private stored = false;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** The draft of this widget, and whether requests wait in the outbox. Old drafts are deleted. */
  async load(id: string): Promise<{ draft: Draft | undefined; waiting: boolean }> {
    const found = await transact(['drafts', 'outbox'], 'readwrite', (transaction) => {
      const drafts = transaction.objectStore('drafts');
      const all = drafts.getAll() as IDBRequest<Draft[]>;
      const outbox = transaction.objectStore('outbox').count();
      all.onsuccess = () => {
        for (const old of all.result.filter(isOld)) drafts.delete(old.id);
      };
      return () => ({ drafts: all.result, waiting: outbox.result > 0 });
    });
    const draft = found.drafts.find((each) => each.id === id && !isOld(each));
    this.stored = draft !== undefined;
    if (this.stored) this.state = 'kept';
    return { draft, waiting: found.waiting };
  }

  save(draft: Draft): void {
    this.pending = draft;
    this.timer ??= setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Writes now what is still to be written. */
  async flush(): Promise<void> {
    const draft = this.take();
    if (draft === undefined) return;
    const write = ++this.writes;
    this.stored = true;
    const state = await ask('drafts', 'readwrite', (drafts) => drafts.put(draft)).then(
      () => 'kept' as const,
      () => 'lost' as const,
    );
    if (write === this.writes) this.tell(state);
  }

  async clear(id: string): Promise<void> {
    this.take();
    if (!this.stored) return;
    this.writes++;
    this.stored = false;
    this.tell('none');
    await ask('drafts', 'readwrite', (drafts) => drafts.delete(id)).catch(() => undefined);
  }

  private take(): Draft | undefined {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { pending } = this;
    this.pending = undefined;
    return pending;
  }

  private tell(state: DraftState): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
