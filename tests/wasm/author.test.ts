// The author's module says what the native tool says, and the build of the site heeds it: a policy
// with an error is not published, whatever certificate lies beside it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { build } from '../../web/node_modules/vite/dist/node/index.js';
import { provePolicy, refusals } from '../../web/plugins/author.ts';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import { site } from '../../web/plugins/site.ts';
import { paths as sitePaths } from '../../web/plugins/paths.ts';
import { paths, policyText, precall } from './module.ts';

const NOW = '2026-11-22T09:00:00+07:00';

interface Policy {
  rules: { id: string; when: Json }[];
  [member: string]: Json;
}

interface Certificate {
  day: string;
  refused: boolean;
  policy: { sha256: string };
}

/** The company's policy with a rule that contradicts itself. */
const badText = (() => {
  const policy = JSON.parse(policyText) as Policy;
  const owner = { var: 'owner_verified' };
  for (const rule of policy.rules.slice(0, 1)) rule.when = { and: [owner, { '!': [owner] }] };
  return canonical(policy);
})();

const prove = (text: string, now = NOW) => provePolicy(paths.author, text, now);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'precall-author-'));
after(() => {
  rmSync(folder, { recursive: true });
});

describe('the module of the author', () => {
  it("gives the very bytes of the native tool's certificate", async () => {
    const args = ['policy', 'check', paths.policy, '--json', '--now', NOW];
    assert.deepEqual([await prove(policyText)], precall(...args));
  });

  it('passes the policy and refuses it with an error, by the finding and its place', async () => {
    assert.deepEqual(refusals(await prove(policyText)), []);
    assert.deepEqual(refusals(await prove(badText)), [
      '/rules/0/when: rule "ownership_unproven" never fires: no answers meet its condition on ' +
        '2026-11-22 (never_fires:ownership_unproven)',
    ]);
  });

  it('answers what it cannot use with an error', async () => {
    for (const [text, now, place] of [
      ['', NOW, ''],
      ['{}', NOW, '/format'],
      [policyText, 'today', ''],
    ] as const) {
      const [reason = ''] = refusals(await prove(text, now));
      assert.ok(reason.startsWith(`${place}: `), reason);
    }
  });
});

/** A real build of one page with the plugin of the site, from these files. */
async function built(name: string, files: Record<string, string>): Promise<string> {
  const root = join(folder, name);
  mkdirSync(root);
  const page = '<!doctype html><html lang="vi"><body><!-- conditions --></body></html>';
  for (const [file, text] of Object.entries({ 'index.html': page, ...files })) {
    writeFileSync(join(root, file), text);
  }
  const output = join(root, 'site');
  const policy = join(root, 'choixanh.policy.json');
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [site({ ...sitePaths, policy })],
    build: { outDir: output },
  });
  return output;
}

describe('the build of the site', () => {
  it('publishes a good policy with its certificate', async () => {
    const output = await built('good', { 'choixanh.policy.json': policyText });
    const published = readFileSync(join(output, 'choixanh.policy.json'), 'utf8');
    const text = readFileSync(join(output, 'choixanh.certificate.json'), 'utf8');
    const certificate = JSON.parse(text) as Certificate;
    assert.equal(certificate.refused, false);
    assert.equal(certificate.policy.sha256, sha256(published));
    assert.equal(text, await prove(published, `${certificate.day}T12:00:00+07:00`));
  });

  it('fails on a policy with an error, and is not taken in by a forged certificate', async () => {
    const forged = (await prove(policyText)).replace(
      /"sha256":"[0-9a-f]{64}"/,
      `"sha256":"${sha256(badText)}"`,
    );
    assert.deepEqual(refusals(forged), []);
    const files = { 'choixanh.policy.json': badText, 'choixanh.certificate.json': forged };
    await assert.rejects(
      built('bad', files),
      /rules\/0\/when: rule "ownership_unproven" never fires/,
    );
    assert.equal(existsSync(join(folder, 'bad', 'site')), false);
  });

  it('fails on a policy that does not load', async () => {
    const broken = policyText.replace('"2023-12-15"', '"2023-02-30"');
    await assert.rejects(
      built('broken', { 'choixanh.policy.json': broken }),
      /\/version: not a date/,
    );
  });
});
