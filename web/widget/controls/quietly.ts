// Sets what an input holds only where it holds something else, which its user may have changed. Never
// the value under the fingers of a person who is typing: a write to a focused input moves the caret
// and breaks composition.
import { noChange } from 'lit';
import { Directive, directive, PartType, type PartInfo, type PropertyPart } from 'lit/directive.js';

class Quietly extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.PROPERTY) throw new Error('quietly() belongs on .value or .checked');
  }

  render(held: string | boolean) {
    return held;
  }

  override update({ element, name }: PropertyPart, [held]: [string | boolean]) {
    const input = element as unknown as Record<string, unknown>;
    const isTyping = name === 'value' && element.matches(':focus');
    if (input[name] !== held && !isTyping) input[name] = held;
    return noChange;
  }
}

export const quietly = directive(Quietly);
