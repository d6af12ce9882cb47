// The transcripts beside this file: a customer's actions from the first question on.
// Owns how one is read, completed and named; what it leads to is replay.ts's.
import { readdirSync, readFileSync } from 'node:fs';
import type { Action } from '../../web/widget/types.ts';

/** An action as a face would send it: with the time and the language of the transcript or its own. */
export type TimedAction = Action & { at: string; language: string };
type OpenAction = Action & { at?: string; language?: string };

export interface Transcript {
  name: string;
  about: string;
  language: string;
  now: string;
  actions: OpenAction[];
}

const FOLDER = new URL('./', import.meta.url);

export const fileOf = (name: string, kind: string) => new URL(`${name}.${kind}`, FOLDER);

export function readTranscript(name: string): Transcript {
  const text = readFileSync(fileOf(name, 'json'), 'utf8');
  return { ...(JSON.parse(text) as Omit<Transcript, 'name'>), name };
}

export function transcripts(): Transcript[] {
  return readdirSync(FOLDER)
    .filter((file) => /^[a-z_]+\.json$/.test(file))
    .sort()
    .map((file) => readTranscript(file.slice(0, -'.json'.length)));
}

export function completed(action: OpenAction, { now, language }: Transcript): TimedAction {
  return { ...action, at: action.at ?? now, language: action.language ?? language };
}
