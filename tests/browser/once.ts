// Drives one whole check and request in Vietnamese through a running site, and prints the receipt
// and the delivered file: node --import tsx browser/once.ts --url URL --directory FOLDER
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Receipt } from '../../web/widget/types.ts';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit } from './browser.ts';
import { Person } from './person.ts';

const DELIVERY_TRIES = 100;

async function sendRequest(url: string): Promise<Receipt> {
  const browser = await launch();
  try {
    const visit = await Visit.open(browser, { url });
    const person = new Person(visit.page);
    const answered = visit.page.waitForResponse(
      (response) => response.request().method() === 'POST',
    );
    answered.catch(() => undefined); // told by what goes wrong before it
    for (const action of readTranscript('eligible_to_receipt').actions) {
      await person.perform(action);
    }
    const receipt = (await (await answered).json()) as Receipt;
    await visit.close();
    return receipt;
  } finally {
    await browser.close();
  }
}

/** The receiver names a file by the day and the code of its receipt. */
async function delivered(directory: string, { received_at, code }: Receipt): Promise<string> {
  const path = join(directory, `${received_at.slice(0, 10)}-${code}.json`);
  for (let tries = 0; tries < DELIVERY_TRIES; tries++) {
    if (existsSync(path)) return path;
    await pause(100);
  }
  throw new Error(`${path} was not delivered`);
}

const { values } = parseArgs({
  options: { url: { type: 'string' }, directory: { type: 'string' } },
});
if (values.url === undefined || values.directory === undefined) {
  console.error('usage: once.ts --url URL --directory FOLDER');
  process.exit(2);
}
const receipt = await sendRequest(values.url);
console.log(JSON.stringify(receipt, null, 2));
console.log(await delivered(values.directory, receipt));
