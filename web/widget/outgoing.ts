// The submissions that are on their way, for as long as the widget is on a page. A new check does
// not stop an earlier request from arriving.
import { deliver, type Outcome } from './sender.ts';

interface Delivery {
  endpoint: URL;
  stop: AbortController;
}

export class Outgoing {
  private readonly deliveries = new Map<string, Delivery>();
  private readonly tell: (submission: string, outcome: Outcome) => void;

  constructor(tell: (submission: string, outcome: Outcome) => void) {
    this.tell = tell;
  }

  /** Sends at once, also what was waiting for its next attempt: the same bytes do no harm twice. */
  send(submission: string, endpoint: URL): void {
    this.deliveries.get(submission)?.stop.abort();
    this.begin(submission, endpoint);
  }

  pause(): void {
    for (const { stop } of this.deliveries.values()) stop.abort();
  }

  resume(): void {
    for (const [submission, { endpoint, stop }] of [...this.deliveries]) {
      if (stop.signal.aborted) this.begin(submission, endpoint);
    }
  }

  private begin(submission: string, endpoint: URL): void {
    const stop = new AbortController();
    this.deliveries.set(submission, { endpoint, stop });
    void deliver(endpoint, submission, stop.signal, (outcome) => {
      if (outcome.do === 'receipt' || outcome.status === 'refused') {
        this.deliveries.delete(submission);
      }
      this.tell(submission, outcome);
    });
  }
}
