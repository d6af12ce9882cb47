// The check as a fragment: what is written is read again, and nothing else is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOurs, readFragment, writeFragment, type Linked } from '../../web/widget/fragment.ts';

const linked: Linked = {
  step: 'account',
  answers: [
    ['request_kind', 'full_guidance'],
    ['sales_designation', 'true'],
    ['prior_guidance_count', '2'],
    ['service_expiry_date', '31/12/2030'],
  ],
};

describe('a fragment', () => {
  it('is readable, and reads as what was written', () => {
    const text = writeFragment(linked);
    assert.equal(
      text,
      '#precall=account&request_kind=full_guidance&sales_designation=true&prior_guidance_count=2&service_expiry_date=31/12/2030',
    );
    assert.deepEqual(readFragment(text), linked);
    assert.deepEqual(readFragment(new URL(text, 'http://127.0.0.1/').hash), linked);
  });

  it('of somebody else is not ours', () => {
    for (const other of ['', '#', '#dieu-kien', '#x&precall=account', '#precall', '#Precall=a']) {
      assert.equal(isOurs(other), false, other);
      assert.equal(readFragment(other), undefined, other);
    }
  });
});

describe('what a fragment carries', () => {
  it('is no more than options, numbers and dates', () => {
    const answers: Linked['answers'] = [
      ['a', 'Nguyễn Văn Thử'],
      ['b', 'thu@example.com'],
      ['c', 'x'.repeat(41)],
      ['d', '&e=1'],
      ['e', ''],
      ['f', 'yes'],
    ];
    assert.equal(writeFragment({ step: 'need', answers }), '#precall=need&f=yes');
    assert.deepEqual(readFragment('#precall=need&a=Nguy%E1%BB%85n&b=%3Cscript%3E&f=yes')?.answers, [
      ['f', 'yes'],
    ]);
  });

  it('is bounded: the rest is left out, and what is longer is not read', () => {
    const answers = Array.from({ length: 500 }, (_, at): [string, string] => [`q${at}`, 'true']);
    const text = writeFragment({ step: 'verdict', answers });
    assert.ok(text.length <= 2_000 && text.length > 1_900, String(text.length));
    assert.ok((readFragment(text)?.answers.length ?? 0) > 100);
    assert.equal(readFragment(`${text}&${'x'.repeat(2_000)}=1`), undefined);
  });

  it('does no harm where it is broken', () => {
    for (const broken of [
      '#precall=',
      '#precall=%',
      '#precall=%E0%A4%A&a=%ZZ',
      '#precall=a&&=&==',
    ]) {
      assert.equal(typeof readFragment(broken)?.step, 'string', broken);
    }
  });
});
