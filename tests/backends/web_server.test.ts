// The uploader behind a real nginx and a real Caddy, set up as scripts/deploy/ says.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WEB_SERVERS, WebServer, type Answer } from './web_server.ts';
import { freshSubmission, Uploader } from './uploader.ts';

const RATE = 3; // a minute
const PAGE = '<h1>Đối chiếu</h1>';

const submission = (from: string, claims?: string) => ({
  method: 'POST',
  body: freshSubmission().bytes,
  headers: {
    'content-type': 'application/json',
    ...(claims === undefined ? {} : { 'x-forwarded-for': claims }),
  },
  from,
});

let uploader: Uploader;
let server: WebServer;

const post = (from: string, claims?: string): Promise<Answer> =>
  server.ask('/v1/submissions', submission(from, claims));

async function givesReceipts(): Promise<void> {
  const { status, body } = await post('127.0.0.2');
  assert.equal(status, 201, body);
  const { signature } = JSON.parse(body) as { signature: { key: string } };
  const keys = await server.ask('/v1/keys', {});
  assert.equal(keys.status, 200);
  assert.ok(keys.body.includes(signature.key), keys.body);
}

async function ratesVisitors(): Promise<void> {
  for (let i = 0; i < RATE; i++) {
    assert.equal((await post('127.0.0.2', `198.51.100.${i}`)).status, 201);
  }
  assert.equal((await post('127.0.0.2', '198.51.100.99')).status, 429);
  assert.equal((await post('127.0.0.3')).status, 201);
}

async function servesTheSite(): Promise<void> {
  const page = await server.ask('/verify.html', {});
  assert.equal(page.status, 200);
  assert.equal(page.body, PAGE);
  const worker = await server.ask('/precall-worker.js', {});
  assert.equal(worker.status, 200);
  assert.equal(worker.headers['cache-control'], 'no-cache');
}

async function hidesTheRest(): Promise<void> {
  for (const path of ['/metrics', '/healthz', '/v1/../metrics', '/v1/%2e%2e/healthz']) {
    const { status, body } = await server.ask(path, {});
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.ok(!body.includes('precall_'), path);
  }
}

async function stopsWhatIsTooLarge(): Promise<void> {
  const body = Buffer.alloc(65 * 1024, 0x20);
  const { status } = await server.ask('/v1/submissions', { ...submission('127.0.0.2'), body });
  assert.equal(status, 413);
}

for (const [name, setUp] of Object.entries(WEB_SERVERS)) {
  describe(`behind ${name}`, () => {
    beforeEach(async () => {
      const rate = { per_address_per_minute: RATE };
      uploader = new Uploader([], { proxies: ['127.0.0.1'], rate });
      uploader.aim([{ id: 'file', kind: 'file', directory: `${uploader.folder}/requests` }]);
      await uploader.start();
      const site = join(uploader.folder, 'site');
      mkdirSync(site);
      writeFileSync(join(site, 'verify.html'), PAGE);
      writeFileSync(join(site, 'precall-worker.js'), '');
      server = await WebServer.start(setUp, uploader.port, site);
    });
    afterEach(async () => {
      await server.stop();
      await uploader.close();
    });

    it('a submission has its receipt, and the key is there to check it', givesReceipts);
    it('the site is under the same name, and its worker is asked for anew', servesTheSite);
    it('each visitor has a rate of their own, whatever address they claim', ratesVisitors);
    it('what is for the machine alone is not there', hidesTheRest);
    it('what is too large goes no further', stopsWhatIsTooLarge);
  });
}
