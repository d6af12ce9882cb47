// The verify page's module says what the command line says, byte for byte, and takes any input.
import assert from 'node:assert/strict';
import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import { signedBy } from '../../web/site/signed.ts';
import { openModule, type ModuleExports } from '../../web/widget/module.ts';
import { replay, submissionsOf } from '../cases/replay.ts';
import { transcripts } from '../cases/transcript.ts';
import { sha256 } from '../../web/plugins/sha256.ts';
import { Signer } from './signer.ts';
import { loadCore, paths, policyText, precall } from './module.ts';

interface Exports extends ModuleExports {
  precall_verify(files: number, language: number): number;
}

interface Reply {
  holds?: string;
  checks?: { point: string; holds: string }[];
  fault?: { problem: string; file: number | null };
  error?: { place: string };
}

/** The machine's own library, as an independent one beside libsodium and the page's. */
function isSigned(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  const x = Buffer.from(key).toString('base64url');
  const format = 'jwk' as const;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format });
  return verifySignature(null, message, publicKey, signature);
}

const core = await loadCore();
const signer = new Signer();
const keys = signer.keys();
const { exports, call } = await openModule<Exports>(
  await WebAssembly.compile(readFileSync(paths.verify)),
  { sha256, more: signedBy(isSigned) },
);
const folder = mkdtempSync(join(tmpdir(), 'precall-verify-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const verifyText = (files: unknown, language = 'vi') =>
  call([JSON.stringify(files), language], (a = 0, b = 0) => exports.precall_verify(a, b));
const verify = (...files: string[]) => JSON.parse(verifyText(files)) as Reply;

/** What a customer saves at the end of each transcript that leads to a receipt. */
const saved = transcripts().flatMap((transcript) => {
  const [submission] = submissionsOf(replay(core, policyText, transcript)).slice(-1);
  const receipts = transcript.actions.flatMap((action) =>
    action.do === 'receipt' ? [action.receipt] : [],
  );
  const { id } = JSON.parse(submission ?? '{}') as { id?: string };
  const given = receipts.find((each) => each.id === id);
  if (submission === undefined || given === undefined) return [];
  const receipt = signer.sign(given);
  const file = JSON.stringify({ format: 'precall.saved/1', receipt, submission });
  return [{ name: transcript.name, file, submission, receipt }];
});

describe('what transcripts send', () => {
  it('is there', () => {
    assert.ok(saved.length >= 12);
  });

  for (const { name, file, submission, receipt } of saved) {
    it(`${name} verifies, as one file and as two, and as the command line says`, () => {
      const reply = verify(file, policyText, keys);
      assert.equal(reply.holds, 'yes', JSON.stringify(reply.checks));
      assert.equal(verify(JSON.stringify(receipt), policyText, keys, submission).holds, 'yes');
      const path = join(folder, `${name}.json`);
      writeFileSync(path, file);
      const keysPath = join(folder, 'keys.json');
      writeFileSync(keysPath, keys);
      for (const language of ['vi', 'en']) {
        const more = ['--policy', paths.policy, '--keys', keysPath, '--json', '--lang', language];
        const printed = precall('submission', 'verify', path, ...more).join('\n');
        const native = canonical(JSON.parse(printed) as Json);
        assert.equal(verifyText([file, policyText, keys], language), native);
      }
    });
  }
});

describe('whatever is altered', () => {
  const [{ submission, receipt }] = saved as [(typeof saved)[number]];

  it('in the submission, a character anywhere, it differs from what was received', () => {
    for (let place = 0; place < submission.length; place += 37) {
      const other = submission[place] === '0' ? '1' : '0';
      const altered = submission.slice(0, place) + other + submission.slice(place + 1);
      const file = JSON.stringify({ format: 'precall.saved/1', receipt, submission: altered });
      const failed = verify(file, policyText).checks?.filter(({ holds }) => holds === 'no') ?? [];
      assert.ok(
        failed.some(({ point }) => point === 'bytes_differ'),
        `at ${place}`,
      );
    }
  });

  it('in the receipt, its signature is wrong, or was given by a key that is not at hand', () => {
    const points = (altered: unknown, ...more: string[]) =>
      verify(JSON.stringify(altered), submission, policyText, ...more)
        .checks?.map(({ point }) => point)
        .filter((point) => point.startsWith('signature_'));
    assert.deepEqual(points(receipt, keys), ['signature_right']);
    assert.deepEqual(points({ ...receipt, verdict: 'undetermined' }, keys), ['signature_wrong']);
    assert.deepEqual(points({ ...receipt, more: 1 }, keys), ['signature_wrong']);
    assert.deepEqual(points(receipt), ['signature_unchecked']);
    assert.deepEqual(points(receipt, new Signer().keys()), ['signature_unchecked']);
    const { signature } = new Signer().sign(receipt);
    const forged = { ...receipt, signature: { ...signature, key: receipt.signature.key } };
    assert.deepEqual(points(forged, keys), ['signature_wrong']);
  });

  it('in a file, cut off anywhere, it is told as a fault or a failed check', () => {
    const file = JSON.stringify({ format: 'precall.saved/1', receipt, submission });
    for (let end = 0; end < file.length; end += 211) {
      const reply = verify(file.slice(0, end), policyText);
      assert.equal(reply.fault?.problem, 'unreadable', `at ${end}`);
      assert.equal(reply.fault.file, 0);
    }
  });
});

describe('calls that make no sense', () => {
  it('are answered with an error', () => {
    for (const files of [[7], [null], [[]], { a: 1 }]) {
      assert.equal((JSON.parse(verifyText(files)) as Reply).error?.place, 'files');
    }
    assert.equal((JSON.parse(verifyText([], 'fr')) as Reply).error?.place, 'language');
    const none = JSON.parse(verifyText([])) as Reply;
    assert.deepEqual([none.fault?.problem, none.fault?.file], ['no_request', null]);
  });

  it('with hostile texts do no harm', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of [
      '\0',
      '\ufeff{}',
      deep,
      '{"format":"precall.saved/1","submission":"\\u0000"}',
    ]) {
      const reply = verify(text);
      assert.ok(reply.fault !== undefined || reply.holds === 'no', text.slice(0, 40));
    }
  });
});
