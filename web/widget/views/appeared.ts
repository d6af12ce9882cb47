// Says an error aloud that appears while the focus stays where it is: once, in the words that it
// appeared with, and nothing of those that an attempt to go on has brought with it.
import { html } from 'lit';
import { Directive, directive } from 'lit/directive.js';

interface Item {
  id: string;
  text: string;
}

class Appeared extends Directive {
  private known: Set<string> | undefined;
  private said: Item[] = [];

  render(items: readonly Item[]) {
    const { known } = this;
    const still = this.said.filter((each) => items.some(({ text }) => text === each.text));
    this.said = [...still, ...items.filter(({ id }) => known?.has(id) === false)];
    // Errors follow the answers only once an attempt to go on has shown them.
    if (known !== undefined || items.length > 0) this.known = new Set(items.map(({ id }) => id));
    return this.said.map(({ text }) => html`<span>${text}</span>`);
  }
}

export const appeared = directive(Appeared);
