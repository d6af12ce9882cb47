// Transcripts through the real page to the real receiver: what is on the page, what is posted, what
// comes back and what is delivered all agree.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import { Replay } from '../cases/replay.ts';
import { fileOf, readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { receiptCode } from '../wasm/receipt.ts';
import { launch, Visit } from './browser.ts';
import { Journey, type Sent } from './journey.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

const NAMES = [
  'eligible_to_receipt',
  'may_be_refused_and_sent',
  'changed_from_review',
  'language_switched',
  'quick_stopped_and_sent',
  'consultation',
];

interface Submission {
  id: string;
  nonce: string;
  client: object;
  created_at: string;
  consents: { at: string }[];
}

const servers = await startServers();
const browser = await launch();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Without what each visit makes anew. */
function withoutIdentity(text: string): object {
  const { id, nonce, client, created_at, consents, ...rest } = JSON.parse(text) as Submission;
  for (const made of [id, nonce, client, created_at]) assert.ok(made);
  return { ...rest, consents: consents.map(({ at, ...consent }) => [consent, at !== '']) };
}

async function delivered({ receipt }: Sent): Promise<Json> {
  const path = join(servers.directory, `${receipt.received_at.slice(0, 10)}-${receipt.code}.json`);
  await until(`${path} is delivered`, () => existsSync(path));
  return JSON.parse(readFileSync(path, 'utf8')) as Json;
}

for (const name of NAMES) {
  const transcript = readTranscript(name);
  describe(`${name} through the real page: ${transcript.about}`, () => {
    let sent: Sent | undefined;

    it('shows the words and holds the values of every screen', async () => {
      const visit = await Visit.open(browser, { url: servers.url, now: transcript.now });
      const person = new Person(visit.page);
      sent = await new Journey(person, new Replay(core, policyText)).travel(transcript);
      await visit.close();
    });

    it('posts the submission of the transcript', () => {
      const expected = readFileSync(fileOf(name, 'submission.json'), 'utf8');
      assert.ok(sent, 'nothing was sent');
      assert.deepEqual(withoutIdentity(sent.submission), withoutIdentity(expected));
    });

    it('shows the receipt for these very bytes', () => {
      assert.ok(sent, 'nothing was sent');
      const { receipt, submission } = sent;
      const { id } = JSON.parse(submission) as Submission;
      assert.equal(receipt.id, id);
      assert.equal(receipt.code, receiptCode(id));
      assert.equal(receipt.submission_sha256, sha256(submission));
    });

    it('is delivered to a file with the same digest', async () => {
      assert.ok(sent, 'nothing was sent');
      const file = (await delivered(sent)) as { submission: Json; receipt: Json };
      assert.equal(sha256(canonical(file.submission)), sent.receipt.submission_sha256);
      assert.deepEqual(file.receipt, sent.receipt);
    });
  });
}
