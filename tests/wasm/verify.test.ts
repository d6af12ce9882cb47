// The verify page's module says what the command line says, byte for byte, and takes any input.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import { openModule, type ModuleExports } from '../../web/widget/module.ts';
import { replay, submissionsOf } from '../cases/replay.ts';
import { transcripts } from '../cases/transcript.ts';
import { sha256 } from '../../web/plugins/sha256.ts';
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

const core = await loadCore();
const { exports, call } = await openModule<Exports>(
  await WebAssembly.compile(readFileSync(paths.verify)),
  sha256,
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
  const receipt = receipts.find((each) => each.id === id);
  if (submission === undefined || receipt === undefined) return [];
  const file = JSON.stringify({ format: 'precall.saved/1', receipt, submission });
  return [{ name: transcript.name, file, submission, receipt }];
});

describe('what transcripts send', () => {
  it('is there', () => {
    assert.ok(saved.length >= 12);
  });

  for (const { name, file, submission, receipt } of saved) {
    it(`${name} verifies, as one file and as two, and as the command line says`, () => {
      const reply = verify(file, policyText);
      assert.equal(reply.holds, 'yes', JSON.stringify(reply.checks));
      assert.equal(verify(JSON.stringify(receipt), policyText, submission).holds, 'yes');
      const path = join(folder, `${name}.json`);
      writeFileSync(path, file);
      for (const language of ['vi', 'en']) {
        const more = ['--policy', paths.policy, '--json', '--lang', language];
        const printed = precall('submission', 'verify', path, ...more).join('\n');
        const native = canonical(JSON.parse(printed) as Json);
        assert.equal(verifyText([file, policyText], language), native);
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
