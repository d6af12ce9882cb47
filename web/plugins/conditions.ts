// Writes the company's conditions into the page, word for word from the policy file.
// Owns the markup of the clauses and no text at all.

import { escaped } from '../site/escaped.ts';

type Language = 'vi' | 'en';
type Text = Record<Language, string>;

interface Clause {
  id: string;
  label: Text;
  text: Text;
  link?: string;
}

export interface Policy {
  version: string;
  notice: string;
  contact: string;
  company: { name: string; hotline: { shown: string; dial: string } };
  links: Record<string, { url: string; text: Text }>;
  clauses: Clause[];
}

/** Lines that open with a bullet become a list, as on the company's page. */
function prose(text: string): string {
  const lines = text.split('\n').map(escaped);
  const items = lines.filter((line) => line.startsWith('•'));
  const plain = lines.filter((line) => !line.startsWith('•'));
  const list = items.map((line) => `<li>${line.slice(1).trim()}</li>`).join('');
  return `<p>${plain.join('<br />')}</p>${list === '' ? '' : `<ul class="names">${list}</ul>`}`;
}

class Conditions {
  private readonly policy: Policy;
  private readonly language: Language;

  constructor(policy: Policy, language: Language) {
    this.policy = policy;
    this.language = language;
  }

  private find(id: string): Clause {
    const clause = this.policy.clauses.find((each) => each.id === id);
    if (clause === undefined) throw new Error(`policy: no clause "${id}" for the page`);
    return clause;
  }

  /** Links to the page itself would lead nowhere here. */
  private link({ link: id }: Clause): string {
    const link = id === undefined ? undefined : this.policy.links[id];
    if (link === undefined || /^\/?#/.test(link.url)) return '';
    const text = escaped(link.text[this.language]);
    return `<p><a href="${escaped(link.url)}" target="_blank" rel="noopener">${text}</a></p>`;
  }

  private item(clause: Clause, inside: string): string {
    const id = escaped(clause.id);
    const text = prose(clause.text[this.language]);
    return `<li data-clause="${id}">${text}${this.link(clause)}${inside}</li>`;
  }

  private numbered(): string {
    const numbers = this.policy.clauses.filter(({ id }) => /^\d+$/.test(id));
    return numbers
      .map((clause) => {
        const parts = this.policy.clauses.filter(({ id }) => id.startsWith(`${clause.id}.`));
        const inside = parts.map((part) => this.item(part, '')).join('');
        return this.item(clause, inside === '' ? '' : `<ul class="parts">${inside}</ul>`);
      })
      .join('\n');
  }

  html(): string {
    const { notice, contact } = this.policy;
    return `<div class="preamble" data-clause="${escaped(notice)}">
${prose(this.find(notice).text[this.language])}</div>
<ol class="conditions">
${this.numbered()}
</ol>
<p class="in-difficulty">${this.callable(this.find(contact).text[this.language])}</p>`;
  }

  /** The hotline printed as the company prints it, dialled as it works today. */
  private callable(text: string): string {
    const { shown, dial } = this.policy.company.hotline;
    const anchor = `<a href="tel:${escaped(dial)}">${escaped(shown)}</a>`;
    return escaped(text).replace(escaped(shown), anchor);
  }
}

/** The places that a page leaves to the policy: the clauses, the hotline, the day of the text. */
export function fillPage(page: string, policy: Policy, language: string): string {
  const { hotline } = policy.company;
  const places: Record<string, string> = {
    '{hotline.shown}': escaped(hotline.shown),
    '{hotline.dial}': escaped(hotline.dial),
    '{version}': policy.version.split('-').reverse().join('/'),
    '<!-- conditions -->': new Conditions(policy, language === 'en' ? 'en' : 'vi').html(),
  };
  return Object.entries(places).reduce(
    (text, [place, value]) => text.replaceAll(place, () => value),
    page,
  );
}
