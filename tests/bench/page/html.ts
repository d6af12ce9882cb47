// The HTML of the contenders' pages: the whole questionnaire for the hand-written one, as its author
// would have typed it, and for the libraries an empty place with their script.
import type { Question, Questionnaire, Step } from './shape.ts';

const radios = ({ id, options }: Question) =>
  options
    .map(
      ({ value, label }) =>
        `<label><input type="radio" name="${id}" value="${value}" required> ${label}</label>`,
    )
    .join('\n');

const field = ({ id, kind, unsure }: Question) => {
  const type = kind === 'date' ? 'type="date"' : 'type="number" min="0" max="1000"';
  return `<input ${type} name="${id}" aria-labelledby="${id}-label" required>
<label><input type="checkbox" name="${id}.unsure" value="unknown"> ${unsure ?? ''}</label>`;
};

const question = (each: Question) =>
  `<fieldset${each.onlyIf === undefined ? '' : ` id="${each.id}" hidden`}>
<legend id="${each.id}-label">${each.label}</legend>
<p>${each.help}</p>
${each.kind === 'radios' ? radios(each) : field(each)}
</fieldset>`;

const section = ({ heading, questions }: Step, index: number) =>
  `<section${index === 0 ? '' : ' hidden'}>
<h2 tabindex="-1">${heading}</h2>
${questions.map(question).join('\n')}
</section>`;

const page = (title: string, head: string, body: string) => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;

const main = ({ title, contact }: Questionnaire, content: string) => `<main>
<h1>${title}</h1>
<p>${contact.text} <a href="${contact.url}">${contact.label}</a></p>
${content}
</main>`;

export function handWritten(all: Questionnaire, css: string): string {
  const head = `<style>${css}</style>\n<script src="page.js" defer></script>`;
  const form = `<form novalidate>
<output>Đã trả lời 0 câu</output>
${all.steps.map(section).join('\n')}
<button type="button" class="back">Quay lại</button>
<button>Tiếp tục</button>
</form>`;
  return page(all.title, head, main(all, form));
}

export function library(all: Questionnaire, scripts: string[]): string {
  const head = `<link rel="stylesheet" href="page.css">
${scripts.map((each) => `<script src="${each}" defer></script>\n`).join('')}<script type="module" src="page.js"></script>`;
  return page(all.title, head, main(all, '<div id="app"></div>'));
}
