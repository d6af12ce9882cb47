// The uploader in front of a real Request Tracker: each submission becomes one ticket, whatever is
// killed in between; a wrong set-up ends held or paused, with nothing lost and nothing doubled.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Between } from './between.ts';
import { RequestTracker } from './request_tracker.ts';
import { mappingOf, Uploader, type Status } from './uploader.ts';

const tracker = await RequestTracker.start();
after(() => tracker.stop());

/** The ready one, but that it waits less: this Request Tracker has made its ticket when it answers. */
const mapping = join(tracker.folder, 'mapping.json');
const ready = readFileSync(mappingOf('request-tracker'), 'utf8');
writeFileSync(mapping, ready.replace(/"settle_s": \d+/, '"settle_s": 15'));

const CREATE = '/REST/2.0/ticket';
const target = (variables: Record<string, string>, tokenFile = tracker.tokenFile) => ({
  id: 'rt',
  kind: 'http',
  mapping,
  variables: { url: tracker.url, queue: 'Support', field: 'PrecallId', ...variables },
  secrets: { token: { file: tokenFile } },
});

const ticketsOf = async (id: string) =>
  (await tracker.tickets()).filter(({ precallIds }) => precallIds.includes(id));

const heldOrPaused = ({ targets, paused }: Status) => targets.rt?.held === 1 || 'rt' in paused;

let between: Between;
let uploader: Uploader;
beforeEach(async () => {
  between = await Between.of(tracker.url);
  uploader = new Uploader([target({ url: between.url })]);
});
afterEach(async () => {
  await uploader.close();
  await between.stop();
});

describe('a real Request Tracker', () => {
  it('receives each submission once, and the spool knows its ticket', async () => {
    await uploader.start();
    const ids = await uploader.receive(5);
    await uploader.delivered('rt', 5);
    for (const id of ids) {
      const tickets = await ticketsOf(id);
      assert.equal(tickets.length, 1);
      assert.equal(uploader.delivery(id).remote_id, tickets[0]?.id);
    }
  });

  it('receives each once although the sender is killed right after the POST', async () => {
    let kills = 0;
    between.answered = async ({ method, path }) => {
      if (method !== 'POST' || path !== CREATE || kills >= 4) return;
      kills++;
      await uploader.kill();
    };
    await uploader.start();
    const ids = await uploader.receive(2);
    for (let round = 1; round <= 4; round++) {
      while (kills < round) await pause(50);
      await uploader.start();
      if (round < 3) ids.push(...(await uploader.receive(1)));
    }
    await uploader.delivered('rt', ids.length);
    assert.equal(kills, 4);
    for (const id of ids) assert.equal((await ticketsOf(id)).length, 1, id);
  });

  it('receives each once although the answer to the POST was lost', async () => {
    let lost = 0;
    between.answered = async ({ method, path }) => {
      if (method === 'POST' && path === CREATE && lost++ === 0) await between.stop();
    };
    await uploader.start();
    const [id = ''] = await uploader.receive(1);
    await uploader.until('waiting', ({ targets }) => targets.rt?.waiting === 1);
    await uploader.stop();
    uploader.aim([target({})]);
    await uploader.start();
    await uploader.delivered('rt', 1);
    assert.equal((await ticketsOf(id)).length, 1);
  });
});

describe('a wrong set-up', () => {
  it('with a field that is not there ends held or paused, with one ticket at most', async () => {
    const before = (await tracker.tickets()).length;
    uploader.aim([target({ field: 'Elsewhere' })]);
    await uploader.start();
    const [id = ''] = await uploader.receive(1);
    await uploader.until('held or paused', heldOrPaused);
    const made = (await tracker.tickets()).length - before;
    assert.ok(made <= 1, `${made} tickets`);
    const { state, reason } = uploader.delivery(id);
    assert.ok(['held', 'waiting'].includes(state), state);
    assert.notEqual(reason, '');
  });

  it('under a wrong path pauses, makes nothing, and delivers once it is mended', async () => {
    const before = (await tracker.tickets()).length;
    uploader.aim([target({ url: `${between.url}/elsewhere` })]);
    await uploader.start();
    const ids = await uploader.receive(3);
    const { paused, targets } = await uploader.until('paused', (status) => 'rt' in status.paused);
    assert.equal(paused.rt?.unusable, true);
    assert.equal(targets.rt?.held, undefined);
    assert.equal((await tracker.tickets()).length, before);
    await uploader.stop();
    uploader.aim([target({})]);
    await uploader.start();
    await uploader.delivered('rt', 3);
    for (const id of ids) assert.equal((await ticketsOf(id)).length, 1);
  });

  it('with a filter that is ignored makes nothing rather than doubling, and loses nothing', async () => {
    const before = (await tracker.tickets()).length;
    assert.ok(before > 0);
    between.rewrite = ({ path }) =>
      path.startsWith('/REST/2.0/tickets')
        ? '/REST/2.0/tickets?query=id>0&fields=CustomFields'
        : path;
    await uploader.start();
    const [id = ''] = await uploader.receive(1);
    await uploader.until('held or paused', heldOrPaused);
    assert.equal((await tracker.tickets()).length, before);
    assert.ok(['held', 'waiting'].includes(uploader.delivery(id).state));
  });
});

describe('a wrong login or queue', () => {
  it('with a wrong token pauses, holds nothing, and tells why', async () => {
    const before = (await tracker.tickets()).length;
    const tokenFile = join(uploader.folder, 'token');
    writeFileSync(tokenFile, '1-27-00000000000000000000000000000000\n', { mode: 0o600 });
    uploader.aim([target({}, tokenFile)]);
    await uploader.start();
    await uploader.receive(2);
    const { paused, targets } = await uploader.until('paused', (status) => 'rt' in status.paused);
    assert.match(paused.rt?.reason ?? '', /401/);
    assert.equal(targets.rt?.held, undefined);
    assert.equal((await tracker.tickets()).length, before);
  });

  it('with a queue that is not there holds one, pauses before the next, and makes nothing', async () => {
    const before = (await tracker.tickets()).length;
    uploader.aim([target({ queue: 'Nowhere' })]);
    await uploader.start();
    await uploader.receive(3);
    await uploader.until('held or paused', heldOrPaused);
    assert.ok((uploader.status().targets.rt?.held ?? 0) <= 1);
    assert.equal((await tracker.tickets()).length, before);
  });
});
