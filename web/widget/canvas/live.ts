// What only the canvas face tells: the board of clauses and the time line, as the real HTML that lies
// over their picture, and that is there without it. The core's words alone.
import { html, nothing, type TemplateResult } from 'lit';
import { live as current } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BoardItem, Tone } from '../types.ts';

export interface LiveEntry extends BoardItem {
  state_word: string;
  why: string;
}

export interface LiveBoard {
  heading: string;
  hint: string;
  entries: LiveEntry[];
}

export interface Band {
  first: string;
  last: string;
  tone: Tone;
  word: string;
}

/** Days are ISO dates. */
export interface Timeline {
  question: string;
  heading: string;
  hint: string;
  label: string;
  first: string;
  last: string;
  today: string;
  today_word: string;
  value: string;
  answered?: string;
  limit?: { day: string; label: string };
  bands: Band[];
  tone: Tone;
  result: string;
}

export interface Live {
  board?: LiveBoard;
  timeline?: Timeline;
}

export interface Told {
  /** The clause that is pointed at; '' for none. */
  clause: string;
  /** Another day is tried. */
  trial(day: string): void;
}

const DAY_MS = 86_400_000;
const dayNumber = (iso: string) => Date.parse(iso) / DAY_MS;
const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Where a day is on the line: from 0 to 1. */
const shareOf = ({ first, last }: Timeline, day: number) =>
  (day - dayNumber(first)) / (dayNumber(last) - dayNumber(first));

/** The tones of the days, for the HTML's own slider. */
function gradient(line: Timeline): string {
  const stops = line.bands.map(({ first, last, tone }) => {
    const [from, to] = [shareOf(line, dayNumber(first)), shareOf(line, dayNumber(last) + 1)];
    return `var(--_${tone}) ${from * 100}% ${to * 100}%`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

/** A style that the page's security policy would not allow in an attribute. */
const property = (name: string, value: string) =>
  ref((element) => {
    (element as HTMLElement | undefined)?.style.setProperty(name, value);
  });

function tick(line: Timeline, day: string, words: string): TemplateResult {
  const at = property('--at', String(shareOf(line, dayNumber(day))));
  return html`<span class="tick" data-leaf ${at}>${words}</span>`;
}

function timeline(line: Timeline, told: Told): TemplateResult {
  const start = dayNumber(line.first);
  return html`<div class="timeline" part="timeline">
    <h3 id="timeline-heading">${line.heading}</h3>
    <p class="day" data-leaf>${line.label}</p>
    <p class="hint" id="timeline-hint" data-leaf>${line.hint}</p>
    ${line.limit === undefined ? nothing : tick(line, line.limit.day, line.limit.label)}
    <input
      type="range"
      class="days"
      part="slider"
      data-leaf
      min="0"
      max=${dayNumber(line.last) - start}
      step="1"
      aria-label=${line.label}
      aria-valuetext=${line.result}
      aria-describedby="timeline-hint"
      .value=${current(String(dayNumber(line.value) - start))}
      @input=${(event: Event) => {
        told.trial(isoDay(start + Number((event.target as HTMLInputElement).value)));
      }}
      ${property('--bands', gradient(line))}
    />
    ${tick(line, line.today, line.today_word)}
    <p class="result ${line.tone}" data-leaf>${line.result}</p>
  </div>`;
}

/** A row describes itself by what it unfolds. The shade lies below what is painted of it beside. */
function entry({ id, label, text, state, state_word, why }: LiveEntry, told: Told): TemplateResult {
  return html`<li class="entry" data-clause=${id} data-state=${state}>
    <details>
      <summary class="clause" part="board-clause" aria-description="${why} ${text}">
        <span>${label}</span> <span class="state">${state_word}</span>
      </summary>
      <p class="why" data-leaf>${why}</p>
      <blockquote>${text}</blockquote>
    </details>
    ${told.clause === id ? html`<div class="shade" data-leaf></div>` : nothing}
  </li>`;
}

function board({ heading, hint, entries }: LiveBoard, told: Told): TemplateResult {
  return html`<div class="board" part="board">
    <h3>${heading}</h3>
    <p class="hint" data-leaf>${hint}</p>
    <ol>
      ${repeat(
        entries,
        ({ id }) => id,
        (each) => entry(each, told),
      )}
    </ol>
  </div>`;
}

export function live({ board: clauses, timeline: line }: Live, told: Told): unknown {
  if (clauses === undefined && line === undefined) return nothing;
  return html`<section class="live" part="live" aria-label=${clauses?.heading ?? nothing}>
    ${line === undefined ? nothing : timeline(line, told)}${clauses === undefined ? nothing : board(clauses, told)}
  </section>`;
}
