// Runs a transcript on a core and records what a customer would see.
import type { Core } from '../../web/widget/core.ts';
import { CoreError } from '../../web/widget/core.ts';
import type { CoreFault, Screen, Session } from '../../web/widget/types.ts';
import { completed, type TimedAction, type Transcript } from './transcript.ts';

/** What one action led to; the opening screen has none. */
export interface Event {
  action?: TimedAction;
  screen?: Screen;
  error?: CoreFault;
  submission?: string;
}

/** The core under one policy, with the session kept between actions. */
export class Replay {
  private readonly core: Core;
  private readonly policy: number;
  private session: Session;

  constructor(core: Core, policyText: string) {
    this.core = core;
    this.policy = core.load(policyText).policy;
    this.session = core.start(this.policy);
  }

  screen(language: string, now: string): Screen {
    return this.core.screen(this.policy, this.session, language, now);
  }

  submission(): string {
    return this.core.submission(this.policy, this.session);
  }

  /** An action that does not fit leaves the session as it was. */
  apply(action: TimedAction): Event {
    const before = this.submission();
    try {
      this.session = this.core.apply(this.policy, this.session, action);
    } catch (error) {
      if (error instanceof CoreError) return { action, error: error.fault };
      throw error;
    }
    const event: Event = { action, screen: this.screen(action.language, action.at) };
    const frozen = this.submission();
    return before === '' && frozen !== '' ? { ...event, submission: frozen } : event;
  }
}

export function replay(core: Core, policyText: string, transcript: Transcript): Event[] {
  const run = new Replay(core, policyText);
  const opening = { screen: run.screen(transcript.language, transcript.now) };
  return [opening, ...transcript.actions.map((action) => run.apply(completed(action, transcript)))];
}

/**
 * One line a screen, an error or a submission, as `precall replay` prints them. The core's own order
 * of members is kept, so that a module that does not write canonical JSON is found out.
 */
export function linesOf(events: readonly Event[]): string[] {
  return events.flatMap(({ screen, error, submission }) => [
    ...(error === undefined ? [] : [JSON.stringify({ error })]),
    ...(screen === undefined ? [] : [JSON.stringify({ screen })]),
    ...(submission === undefined ? [] : [JSON.stringify({ submission })]),
  ]);
}

export const submissionsOf = (events: readonly Event[]): string[] =>
  events.flatMap(({ submission }) => submission ?? []);
