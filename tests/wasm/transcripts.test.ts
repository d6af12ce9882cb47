// Every transcript on the real WebAssembly: the native tool's very bytes, the outline and the
// submission that were reviewed. PRECALL_UPDATE=1 rewrites what is reviewed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { outline } from '../cases/outline.ts';
import { linesOf, replay, submissionsOf, type Event } from '../cases/replay.ts';
import { fileOf, readTranscript, transcripts, type Transcript } from '../cases/transcript.ts';
import { receiptCode } from './receipt.ts';
import { loadCore, paths, policyText, precall } from './module.ts';

const updating = process.env.PRECALL_UPDATE === '1';
const core = await loadCore();

function holdsTo(file: URL, text: string | undefined): void {
  if (updating) {
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
  const reviewed = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  assert.equal(text, reviewed, `${fileURLToPath(file)} says otherwise; review, PRECALL_UPDATE=1`);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The receipts of a transcript, each beside the submission that it is for. */
function receiptsOf({ actions }: Transcript, events: readonly Event[]) {
  const submissions = new Map(
    submissionsOf(events).map((text) => [(JSON.parse(text) as { id: string }).id, text]),
  );
  return actions.flatMap((action) =>
    action.do === 'receipt'
      ? [{ receipt: action.receipt, submission: submissions.get(action.receipt.id) ?? '' }]
      : [],
  );
}

/** A new policy or form changes the digests, and nothing else, of the receipts in a transcript. */
function renewReceipts(transcript: Transcript, events: readonly Event[], policySha256: string) {
  const file = fileOf(transcript.name, 'json');
  let text = readFileSync(file, 'utf8');
  for (const { receipt, submission } of receiptsOf(transcript, events)) {
    const place = new RegExp(
      `("id": "${receipt.id}",\\s+"code": "[^"]*",\\s+"submission_sha256": )"[^"]*"(,\\s+"policy_sha256": )"[^"]*"`,
      'g',
    );
    text = text.replace(place, `$1"${sha256(submission)}"$2"${policySha256}"`);
  }
  writeFileSync(file, text);
}

for (const { name } of transcripts()) {
  const { sha256: policySha256 } = core.load(policyText);
  if (updating) {
    const old = readTranscript(name);
    renewReceipts(old, replay(core, policyText, old), policySha256);
  }
  const transcript = readTranscript(name);
  const events = replay(core, policyText, transcript);

  describe(`transcript ${name}: ${transcript.about}`, () => {
    it('gives the very bytes of the native tool', () => {
      const file = fileURLToPath(fileOf(name, 'json'));
      assert.deepEqual(linesOf(events), precall('replay', '--policy', paths.policy, file));
    });

    it('shows the screens that were reviewed', () => {
      holdsTo(fileOf(name, 'outline.txt'), outline(transcript, events));
    });

    it('freezes the submission that was reviewed', () => {
      holdsTo(fileOf(name, 'submission.json'), submissionsOf(events).at(-1));
    });

    it('carries receipts as the receiver gives them', () => {
      for (const { receipt, submission } of receiptsOf(transcript, events)) {
        assert.equal(receipt.code, receiptCode(receipt.id));
        assert.equal(receipt.submission_sha256, sha256(submission));
        assert.equal(receipt.policy_sha256, policySha256);
      }
    });
  });
}

it('there are at least twelve transcripts', () => {
  assert.ok(transcripts().length >= 12);
});
