// Calendar files hold to RFC 5545: whole days, escaped text, lines of at most 75 octets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calendarText } from '../../web/widget/calendar.ts';

const note = {
  day: '2026-12-31',
  label: 'Thêm ngày 31/12/2026 vào lịch',
  title: 'Chồi Xanh Media: ngày cuối cùng đủ điều kiện được hỗ trợ',
  text: 'Theo kết quả kiểm tra, một; hai\\ba\nĐường dây hỗ trợ: 08.3974 3179',
  uid: 'choixanh-2026-12-31',
};
const text = calendarText(note, new Date('2026-11-22T02:03:04.567Z'));
const unfolded = text.replaceAll('\r\n ', '').split('\r\n');

it('lasts one whole day, and ends in the next year if it has to', () => {
  assert.ok(unfolded.includes('DTSTART;VALUE=DATE:20261231'));
  assert.ok(unfolded.includes('DTEND;VALUE=DATE:20270101'));
  assert.ok(unfolded.includes('DTSTAMP:20261122T020304Z'));
});

it('escapes what separates values', () => {
  assert.ok(unfolded.includes(`SUMMARY:${note.title}`));
  assert.ok(
    unfolded.includes(
      'DESCRIPTION:Theo kết quả kiểm tra\\, một\\; hai\\\\ba\\nĐường dây hỗ trợ: 08.3974 3179',
    ),
  );
});

it('folds lines at 75 octets without cutting a character', () => {
  const lines = text.split('\r\n');
  assert.ok(lines.some((line) => line.startsWith(' ')));
  for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(!text.includes('\uFFFD'));
});

it('is one event between the marks of a calendar, each line ended by CR LF', () => {
  assert.equal(unfolded[0], 'BEGIN:VCALENDAR');
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  assert.equal(unfolded.filter((line) => line === 'BEGIN:VEVENT').length, 1);
  assert.ok(!/[^\r]\n/.test(text));
});

describe('the reminder', () => {
  const linesAt = (now: Date) => calendarText(note, now).split('\r\n');
  // Local times: the reminder rings by the clock of whoever keeps the calendar.
  const nine = (shift: number) => new Date(new Date('2026-12-28T09:00:00').getTime() + shift);

  it('rings three days before, at nine in the morning', () => {
    assert.ok(linesAt(nine(-1)).includes('TRIGGER:-P2DT15H'));
    const midnight = new Date('2026-12-31T00:00:00').getTime();
    assert.equal(midnight - (2 * 24 + 15) * 3_600_000, nine(0).getTime());
  });

  it('is left out where it would have to ring in the past', () => {
    for (const shift of [0, 60_000, 2 * 86_400_000]) {
      const lines = linesAt(nine(shift));
      assert.ok(!lines.some((line) => /VALARM|TRIGGER/.test(line)));
      assert.ok(lines.includes('END:VEVENT'));
    }
  });
});
