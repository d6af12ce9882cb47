// The uploader in front of a real mail server: at least once, always under one Message-ID.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, it } from 'node:test';
import { Exim } from './exim.ts';
import { Uploader } from './uploader.ts';

const exim = await Exim.start();
after(() => exim.stop());

const target = {
  id: 'mail',
  kind: 'mail',
  server: `smtp://127.0.0.1:${exim.port}`,
  plain: true,
  from: 'web@example.vn',
  to: ['support@example.vn'],
};

let uploader: Uploader;
beforeEach(() => {
  uploader = new Uploader([target]);
});
afterEach(() => uploader.close());

const header = (mail: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mail)?.[1]?.trim();

const mailsOf = (id: string) =>
  exim.mails().filter((mail) => header(mail, 'Message-ID')?.includes(id) === true);

it('receives a readable mail with the request attached', async () => {
  await uploader.start();
  const [id = ''] = await uploader.receive(1);
  await uploader.delivered('mail', 1);
  const [mail = '', ...more] = mailsOf(id);
  assert.deepEqual(more, []);
  assert.equal(header(mail, 'To'), '<support@example.vn>');
  assert.match(mail, /^Content-Type: text\/plain; charset=utf-8/im);
  assert.match(mail, /^Content-Disposition: attachment/im);
});

it('receives it at least once under one Message-ID, whatever is killed', async () => {
  await uploader.start();
  const ids = await uploader.receive(6);
  for (let round = 0; round < 4; round++) {
    await uploader.kill();
    await uploader.start();
  }
  await uploader.delivered('mail', ids.length);
  for (const id of ids) {
    const names = new Set(mailsOf(id).map((mail) => header(mail, 'Message-ID')));
    assert.equal(names.size, 1, id);
  }
});

it('receives what was accepted while it was down', async () => {
  await exim.shut();
  await uploader.start();
  const ids = await uploader.receive(2);
  await uploader.until('waiting', ({ targets }) => (targets.mail?.waiting ?? 0) >= 1);
  await exim.open();
  await uploader.delivered('mail', 2);
  for (const id of ids) assert.ok(mailsOf(id).length >= 1);
});
