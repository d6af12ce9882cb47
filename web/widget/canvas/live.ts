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
  /** The clause that is asked about; '' for none. */
  clause: string;
  ask(clause: string): void;
  /** Another day is tried. */
  trial(day: string): void;
}

const DAY_MS = 86_400_000;
const dayNumber = (iso: string) => Date.parse(iso) / DAY_MS;
const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The tones of the days, for the HTML's own slider. */
function gradient({ bands, first, last }: Timeline): string {
  const start = dayNumber(first);
  const share = (day: number) => `${((day - start) / (dayNumber(last) - start)) * 100}%`;
  const stops = bands.map(({ first: from, last: to, tone }) => {
    const colour = `var(--_${tone}-bg)`;
    return `${colour} ${share(dayNumber(from))} ${share(dayNumber(to) + 1)}`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

function timeline(line: Timeline, told: Told): TemplateResult {
  const start = dayNumber(line.first);
  const paint = (slider: Element | undefined) => {
    (slider as HTMLElement | undefined)?.style.setProperty('--bands', gradient(line));
  };
  return html`<div class="timeline" part="timeline">
    <h3 id="timeline-heading">${line.heading}</h3>
    <p class="hint" id="timeline-hint" data-leaf>${line.hint}</p>
    ${
      line.limit === undefined
        ? nothing
        : html`<span class="tick" data-leaf>${line.limit.label}</span>`
    }
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
      ${ref(paint)}
    />
    <span class="tick" data-leaf>${line.today_word}</span>
    <p class="result ${line.tone}" data-leaf>${line.result}</p>
  </div>`;
}

function entry({ id, label, text, state, state_word, why }: LiveEntry, told: Told): TemplateResult {
  const name = `live-${id}`;
  return html`<li class="entry ${state}">
    <button
      type="button"
      class="clause"
      part="board-clause"
      data-leaf
      aria-expanded=${told.clause === id}
      aria-describedby="${name}-why ${name}-text"
      @focus=${() => {
        told.ask(id);
      }}
      @blur=${() => {
        told.ask('');
      }}
    >
      ${label} <span class="state">${state_word}</span>
    </button>
    <div class="told">
      <p class="why" id="${name}-why" data-leaf>${why}</p>
      <blockquote id="${name}-text">${text}</blockquote>
    </div>
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
