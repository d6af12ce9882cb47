// The script of the hand-written page: reads the form, shows the next step, judges at the end.
import { judge, type Given, type Judgement } from '../judge.ts';
import { one } from './dom.ts';
import { outcome } from './outcome.ts';

const form = one('form') as HTMLFormElement;
const steps = [...form.querySelectorAll<HTMLElement>('section')];
const progress = one('output');
const only = one('#sales_designation');
let step = 0;
let given: Given = {};
let judgement: Judgement | undefined;

function read(): void {
  const { elements } = form;
  only.hidden = (elements.namedItem('request_kind') as RadioNodeList).value !== 'full_guidance';
  for (const box of form.querySelectorAll<HTMLInputElement>('[type=checkbox]')) {
    (elements.namedItem(box.name.replace('.unsure', '')) as HTMLInputElement).disabled =
      box.checked;
  }
  given = {};
  for (const [name, value] of new FormData(form) as unknown as Iterable<[string, string]>) {
    if (value !== '') given[name.replace('.unsure', '')] = value;
  }
  if (only.hidden) delete given.sales_designation;
  progress.textContent = `Đã trả lời ${Object.keys(given).length} câu`;
}

/** The first field of this step that is shown and not yet answered well. */
const missing = () =>
  [...(steps[step]?.querySelectorAll('input') ?? [])].find(
    (field) => field.offsetParent !== null && !field.checkValidity(),
  );

function show(next: number): void {
  step = next;
  steps.forEach((each, index) => {
    each.hidden = index !== step;
  });
  steps[step]?.querySelector('h2')?.focus();
}

form.addEventListener('input', read);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = missing();
  if (field !== undefined) {
    field.reportValidity();
  } else if (step + 1 < steps.length) {
    show(step + 1);
  } else {
    judgement = judge(given, Date.now());
    form.innerHTML = outcome(judgement, given, Date.now());
  }
});
one('.back').addEventListener('click', () => {
  if (step > 0) show(step - 1);
});

// What was answered before the script came.
read();

globalThis.told = { answers: () => given, judgement: () => judgement };
