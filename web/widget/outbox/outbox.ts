// The requests of this browser that are on their way, one outbox for all widgets of a page. Each is
// committed to the disk before it is first posted, and leaves only by a receipt or by a person.
import { ask } from '../database.ts';
import { begun, ended, isEntry, isForgotten, newEntry, waitMs, type Entry } from './entry.ts';
import { post } from './post.ts';
import { turn } from './turn.ts';

/** Told of every entry that has changed, and of one that a person has removed elsewhere. */
export interface Watcher {
  changed(entry: Entry, before: Entry | undefined): void;
  removed(id: string): void;
  /** Another tab has begun to send what this way through the check led to. */
  begun(check: string): void;
}

interface Sending {
  submission: string;
  endpoint: string;
  /** Whether it may be kept on this device. */
  keep: boolean;
  check: string;
}

/** What tabs tell each other; what has become of an entry stands in the database. */
interface News {
  id: string;
  removed?: boolean;
  begun?: string;
}

export class Outbox {
  private readonly entries = new Map<string, Entry>();
  private readonly onDisk = new Set<string>();
  private readonly running = new Set<string>();
  private readonly sleepers = new Set<() => void>();
  private readonly watchers = new Set<Watcher>();
  private stop = new AbortController();
  private channel: BroadcastChannel | undefined;
  private askedAt = 0;

  /** Works for as long as somebody watches; gives the way to stop watching. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    if (this.watchers.size === 1) this.open();
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) this.close();
    };
  }

  get all(): Entry[] {
    return [...this.entries.values()];
  }

  find(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  isKept(id: string): boolean {
    return this.onDisk.has(id);
  }

  /** Who shows what belongs to no widget of this page. */
  isFirst(watcher: Watcher): boolean {
    return [...this.watchers][0] === watcher;
  }

  /** Also asks for another attempt at once. Only the first call with these bytes makes an entry. */
  async send({ submission, endpoint, keep, check }: Sending): Promise<void> {
    const made = newEntry(submission, endpoint);
    const { id } = made;
    const known = this.entries.get(id) ?? (keep ? await this.stored(id) : undefined);
    this.set(known ?? made);
    if (known === undefined && keep) await this.commit(made);
    this.announce({ id, begun: check });
    await this.sendNow(id);
  }

  /** A person asks for an attempt, whatever the receiver has asked for. */
  async sendNow(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry?.state !== 'waiting') return;
    if (entry.attempts > 0) await this.put({ ...entry, detail: '', notBefore: 0 });
    this.hasten();
    this.start(id);
  }

  hasten(): void {
    this.askedAt = Date.now();
    this.wake();
  }

  /** Its receipt has been shown: what is personal goes, the code stays for other tabs to find. */
  async seen(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry?.state === 'received' && !entry.seen) {
      await this.put({ ...entry, submission: '', seen: true });
    }
  }

  /** A person wants it gone. */
  async remove(id: string): Promise<void> {
    this.forget(id);
    await ask('outbox', 'readwrite', (store) => store.delete(id)).catch(() => undefined);
    this.announce({ id, removed: true });
  }

  private open(): void {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const hasten = () => {
      this.hasten();
    };
    const look = () => {
      if (document.visibilityState === 'visible') hasten();
    };
    addEventListener('online', hasten, { signal });
    document.addEventListener('visibilitychange', look, { signal });
    if ('BroadcastChannel' in globalThis) {
      this.channel = new BroadcastChannel('precall-outbox');
      this.channel.onmessage = ({ data }: MessageEvent<News>) => void this.hear(data);
    }
    this.askedAt = Date.now();
    for (const id of this.entries.keys()) this.start(id);
    void this.takeUp();
  }

  private close(): void {
    this.stop.abort();
    this.channel?.close();
    this.channel = undefined;
    this.wake();
  }

  /** What earlier visits have left. */
  private async takeUp(): Promise<void> {
    const all = await ask(
      'outbox',
      'readonly',
      (store) => store.getAll() as IDBRequest<Entry[]>,
    ).catch(() => []);
    // What is none has not been written by this program, and nobody can send it.
    for (const entry of all.filter(isEntry)) {
      if (isForgotten(entry, Date.now())) await this.remove(entry.id);
      else if (!this.entries.has(entry.id)) this.adopt(entry);
    }
  }

  private adopt(entry: Entry): void {
    this.onDisk.add(entry.id);
    this.set(entry);
    this.start(entry.id);
  }

  private async hear({ id, removed, begun: check }: News): Promise<void> {
    if (removed === true) {
      this.forget(id);
      return;
    }
    const entry = await this.stored(id);
    if (entry !== undefined) this.adopt(entry);
    this.wake();
    if (check !== undefined) for (const watcher of this.watchers) watcher.begun(check);
  }

  private announce(news: News): void {
    this.channel?.postMessage(news);
  }

  private set(entry: Entry): void {
    const before = this.entries.get(entry.id);
    this.entries.set(entry.id, entry);
    for (const watcher of this.watchers) watcher.changed(entry, before);
  }

  private forget(id: string): void {
    this.entries.delete(id);
    this.onDisk.delete(id);
    this.wake();
    for (const watcher of this.watchers) watcher.removed(id);
  }

  private async stored(id: string): Promise<Entry | undefined> {
    const found = await ask(
      'outbox',
      'readonly',
      (store) => store.get(id) as IDBRequest<Entry | undefined>,
    ).catch(() => undefined);
    if (found !== undefined) this.onDisk.add(id);
    return found;
  }

  /** Denied or full: the entry lives in this page alone, and whoever shows it says so. */
  private async commit(entry: Entry): Promise<void> {
    try {
      await ask('outbox', 'readwrite', (store) => store.put(entry));
      this.onDisk.add(entry.id);
    } catch {
      this.onDisk.delete(entry.id);
    }
  }

  private async put(entry: Entry): Promise<void> {
    if (!this.entries.has(entry.id)) return;
    if (this.onDisk.has(entry.id)) await this.commit(entry);
    if (!this.entries.has(entry.id)) return; // removed meanwhile
    this.announce({ id: entry.id });
    this.set(entry);
  }

  private start(id: string): void {
    if (this.running.has(id)) return;
    this.running.add(id);
    const { signal } = this.stop;
    void this.run(id, signal).finally(() => {
      this.running.delete(id);
      // The page may have been left and come back to while an attempt ended.
      if (signal.aborted && !this.stop.signal.aborted) this.start(id);
    });
  }

  private async run(id: string, stop: AbortSignal): Promise<void> {
    const attempt = () => this.attempt(id, stop);
    const isOver = () => stop.aborted;
    while (!isOver() && this.entries.get(id)?.state === 'waiting') {
      try {
        await (this.onDisk.has(id) ? turn(id, attempt, stop) : attempt());
      } catch {
        // No lock and no lease to be had: twice the same bytes do no harm, and none would.
        if (!isOver()) await attempt();
      }
      await this.sleep(id, stop);
    }
  }

  private async attempt(id: string, stop: AbortSignal): Promise<void> {
    // Another tab may have gone on with it meanwhile.
    const entry = (this.onDisk.has(id) ? await this.stored(id) : undefined) ?? this.entries.get(id);
    if (entry === undefined || !this.entries.has(id)) return;
    this.set(entry);
    if (entry.state !== 'waiting') return;
    if (waitMs(entry, this.askedAt, Date.now()) > 0) return;
    const trying = begun(entry, Date.now());
    await this.put(trying);
    const outcome = await post(trying.endpoint, trying.submission, stop);
    if (!stop.aborted) await this.put(ended(trying, outcome, Date.now(), Math.random()));
  }

  private sleep(id: string, stop: AbortSignal): Promise<void> {
    const entry = this.entries.get(id);
    if (stop.aborted || entry?.state !== 'waiting') return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(end, waitMs(entry, this.askedAt, Date.now()));
      const { sleepers } = this;
      function end() {
        clearTimeout(timer);
        sleepers.delete(end);
        resolve();
      }
      sleepers.add(end);
    });
  }

  private wake(): void {
    for (const end of [...this.sleepers]) end();
  }
}

export const outbox = new Outbox();
