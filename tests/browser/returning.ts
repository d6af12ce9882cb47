// A person whose network, tab or browser fails, and who comes back to the same profile: opens pages
// without asking that nothing goes wrong, and sees what the widget has stored.
import { existsSync, readdirSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { hasScreen } from './browser.ts';
import { Person } from './person.ts';
import { until } from './until.ts';

const PATIENCE_MS = 60_000;

export interface StoredEntry {
  id: string;
  submission: string;
  state: string;
  attempts: number;
  retryAt: number;
  seen: boolean;
}

export async function comeTo(context: BrowserContext, url: string): Promise<Person> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  return look(page);
}

/** The person in front of a page that has just been loaded. */
export async function look(page: Page): Promise<Person> {
  await page.waitForFunction(hasScreen);
  return new Person(page);
}

/** Answers and fills in everything, up to the button that sends. */
export async function fillIn(person: Person): Promise<void> {
  for (const action of readTranscript('eligible_to_receipt').actions) {
    if (action.do === 'submit') return;
    await person.perform(action);
  }
}

export const statusIs = (person: Person, status: string) =>
  until(`${status} is shown`, async () => (await person.screen()).receipt?.status === status);

export async function codeOf(person: Person): Promise<string> {
  await statusIs(person, 'received');
  return (await person.screen()).receipt?.code ?? '';
}

export const delivered = (directory: string) =>
  existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.json')) : [];

/** All that the widget's database holds in a store, without opening it anew where there is none. */
export function stored<T>(page: Page, store: 'drafts' | 'outbox' | 'leases'): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((resolve, reject) => {
        const opening = indexedDB.open('precall');
        opening.onerror = () => {
          reject(new Error('cannot be opened'));
        };
        opening.onupgradeneeded = () => {
          opening.transaction?.abort();
          resolve([]);
        };
        opening.onsuccess = () => {
          const all = opening.result.transaction(name).objectStore(name).getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result as T[]);
          };
        };
      }),
    store,
  );
}

export interface StoredDraft {
  id: string;
  session: { step: string };
  submission: string;
}

/** Waits until the draft on the disk has come as far as the page. */
export const keptAt = (page: Page, step: string) =>
  until(`a draft at ${step} is kept`, async () => {
    const drafts = await stored<StoredDraft>(page, 'drafts');
    return drafts.some(({ session }) => session.step === step);
  });

export const outboxOf = (page: Page) => stored<StoredEntry>(page, 'outbox');
