// One visitor's way through one policy: holds the session, turns actions into screens.
// Free of the DOM and the network, so that a transcript can drive it in Node.
import type { Core, Engine } from './core.ts';
import type { Digest } from './digest.ts';
import { now, nonce, uuid } from './surroundings.ts';
import type { Action, Client, PolicyHandle, Screen, Session } from './types.ts';

export class Conversation {
  /** What answers, and under what handle it has the policy. */
  core: Core;
  policy: PolicyHandle;
  readonly digest: Digest;
  readonly policyText: string;
  private readonly client: Client;
  private session: Session;

  constructor({ core, digest }: Engine, policyText: string, client: Client) {
    this.core = core;
    this.digest = digest;
    this.client = client;
    this.policyText = policyText;
    this.policy = core.load(policyText);
    this.session = core.start(this.policy.policy);
  }

  /** What has to arrive before an action can be taken; undefined if nothing has. */
  lacks(action: Action): Promise<void> | undefined {
    return action.do === 'submit' && !this.digest.complete ? this.digest.load() : undefined;
  }

  screen(language: string): Screen {
    return this.core.screen(this.policy.policy, this.session, language, now());
  }

  apply(action: Action, language: string): void {
    this.session = this.core.apply(
      this.policy.policy,
      this.session,
      this.complete(action, language),
    );
  }

  /** The frozen bytes of the submission; empty until there is one. */
  submission(): string {
    return this.core.submission(this.policy.policy, this.session);
  }

  /** The session as it stands, to be handed back to restore(). */
  snapshot(): Session {
    return this.session;
  }

  /** Throws what the core has against it, and then nothing has changed. */
  restore(session: Session): void {
    const [language = 'vi'] = this.policy.languages;
    this.core.screen(this.policy.policy, session, language, now());
    this.session = session;
  }

  /** The questions whose answers a link may carry: all but consents, which are acts. */
  linkable(): string[] {
    const { questions } = JSON.parse(this.policyText) as {
      questions: { id: string; consent?: boolean }[];
    };
    return questions.filter(({ consent }) => consent !== true).map(({ id }) => id);
  }

  /** Adds what only the face knows: time, language, and the identity of a submission. */
  private complete(action: Action, language: string): Action {
    switch (action.do) {
      case 'input':
        return { ...action, value: action.value.normalize('NFC'), at: now(), language };
      case 'next':
        return { ...action, at: now(), language };
      case 'back':
      case 'go':
      case 'start':
        return { ...action, at: now() };
      case 'submit':
        return { ...action, id: uuid(), nonce: nonce(), at: now(), language, client: this.client };
      default:
        return action;
    }
  }
}
