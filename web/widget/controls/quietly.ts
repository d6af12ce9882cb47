// Writes an input's value, but never under the fingers of a person who is typing in it:
// a write to a focused input moves the caret and breaks composition.
import { noChange } from 'lit';
import { Directive, directive, PartType, type PartInfo, type PropertyPart } from 'lit/directive.js';

class Quietly extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.PROPERTY) throw new Error('quietly() belongs on .value');
  }

  render(value: string) {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]) {
    const field = part.element as HTMLInputElement | HTMLTextAreaElement;
    if (field.value === value || field.matches(':focus')) return noChange;
    field.value = value;
    return noChange;
  }
}

export const quietly = directive(Quietly);
