// A day as a calendar file (iCalendar, RFC 5545). Its words come with the note.
import { download } from './download.ts';
import type { CalendarNote } from './types.ts';

const LINE_OCTETS_MAX = 75;
const DAY_MS = 86_400_000;
// Three days before, at nine in the morning of whoever keeps the calendar. Triggers are relative to
// the midnight at which the event begins.
const REMINDER = '-P2DT15H';
const REMINDER_MS = 2 * DAY_MS + 15 * 3_600_000;

const escaped = (text: string) =>
  text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, '\\n');

/** Lines longer than 75 octets go on in the next one, and no character is cut (3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const lines = [''];
  let octets = 0;
  for (const character of line) {
    const { length } = encoder.encode(character);
    if (octets + length > LINE_OCTETS_MAX) {
      lines.push(' ');
      octets = 1;
    }
    lines.push((lines.pop() ?? '') + character);
    octets += length;
  }
  return lines.join('\r\n');
}

const compact = (time: Date) => time.toISOString().replace(/[-:]|\.\d+/g, '');

/** None where it would have to ring in the past: many calendars ring at once then. */
function reminder(note: CalendarNote, now: Date): string[] {
  // Without a Z it is midnight where the calendar is.
  const rings = Date.parse(`${note.day}T00:00:00`) - REMINDER_MS;
  if (rings <= now.getTime()) return [];
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:${REMINDER}`,
    `DESCRIPTION:${escaped(note.title)}`,
    'END:VALARM',
  ];
}

/** An event on that whole day, with a reminder some days before it. */
export function calendarText(note: CalendarNote, now: Date): string {
  const after = new Date(`${note.day}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Precall//precall-checker//VI',
    'BEGIN:VEVENT',
    `UID:${escaped(note.uid)}@precall`,
    `DTSTAMP:${compact(now)}`,
    `DTSTART;VALUE=DATE:${note.day.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${compact(after).slice(0, 8)}`,
    `SUMMARY:${escaped(note.title)}`,
    `DESCRIPTION:${escaped(note.text)}`,
    'TRANSP:TRANSPARENT',
    ...reminder(note, now),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

export function saveToCalendar(note: CalendarNote): void {
  const text = calendarText(note, new Date());
  download({ name: `${note.uid}.ics`, type: 'text/calendar', text });
}
