// One customer's way through one contender's page, from the cold start to the verdict.
import type { Browser } from 'playwright-core';
import type { Contender } from './contenders.ts';
import type { Given, Judgement } from './judge.ts';
import type { Findings, ProbeSetting } from './probe.ts';
import type { Question, Questionnaire } from './shape.ts';
import { Tab, type Slowness, type Transfer } from './tab.ts';

export interface Visit extends Findings {
  answers: Given;
  judgement: Judgement;
  transfers: Transfer[];
  heap: number;
}

export interface Journey {
  contender: Contender;
  url: string;
  scripts: { probe: string; toldByWidget: string };
  questionnaire: Questionnaire;
  customer: Given;
}

const PATIENCE_MS = 60_000;
const TRIES = 3;

function settingFor({ contender, questionnaire, customer }: Journey): ProbeSetting {
  const question = questionnaire.steps[0]?.questions[0];
  const value = customer[question?.id ?? ''] ?? '';
  const other = question?.options.find((option) => option.value !== value)?.value ?? '';
  if (question === undefined) throw new Error('the questionnaire asks nothing');
  return {
    host: contender.host,
    question: question.label,
    option: contender.option(question.id, value),
    other: contender.option(question.id, other),
    answer: [question.id, value],
  };
}

const isAsked = (customer: Given, onlyIf?: { question: string; is: string }) =>
  onlyIf === undefined || customer[onlyIf.question] === onlyIf.is;

async function answer(tab: Tab, contender: Contender, { id, kind }: Question, value: string) {
  if (kind === 'radios') await tab.click(contender.option(id, value));
  else if (value === 'unknown') await tab.click(contender.unsure(id));
  else for (const field of contender.typed(id, value)) await tab.fill(...field);
  return tab.ask<boolean>(`probe.recorded(${JSON.stringify(id)}, ${JSON.stringify(value)})`);
}

/** The first answer is given by the probe, as soon as it can be. */
async function answerAll(tab: Tab, { contender, questionnaire, customer }: Journey): Promise<void> {
  let first = true;
  for (const step of questionnaire.steps) {
    for (const question of step.questions) {
      const { id, onlyIf } = question;
      if (!first && isAsked(customer, onlyIf)) {
        // A page that moved under the hand gets it once more.
        for (
          let tries = 0;
          !(await answer(tab, contender, question, customer[id] ?? ''));
          tries++
        ) {
          if (tries === TRIES) throw new Error(`it does not record ${id}`);
        }
      }
      first = false;
    }
    await tab.click(contender.next);
  }
}

async function journey(tab: Tab, way: Journey): Promise<Visit> {
  await tab.visit(way.url);
  await tab.ask('probe.applied()');
  await tab.ask('probe.watchUpdates()');
  await answerAll(tab, way);
  const judgement = await tab.ask<Judgement>(
    `probe.judged(${JSON.stringify(way.questionnaire.verdicts)})`,
  );
  const answers = await tab.ask<Given>('probe.answers()');
  const heap = await tab.heap();
  const findings = await tab.ask<Findings>('probe.findings');
  return { ...findings, answers, judgement, transfers: tab.transfers, heap };
}

function inTime<Result>(work: Promise<Result>, tab: Tab): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => {
      reject(new Error(`no verdict after ${PATIENCE_MS / 1000} s, at ${tab.doing}`));
    };
    timer = setTimeout(fail, PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}

export async function visit(browser: Browser, way: Journey, slow?: Slowness): Promise<Visit> {
  const setting = `globalThis.probeSetting = ${JSON.stringify(settingFor(way))};`;
  const scripts = [setting, way.scripts.probe];
  if (way.contender.host !== '') scripts.push(way.scripts.toldByWidget);
  const tab = await Tab.open(browser, scripts, slow);
  try {
    return await inTime(journey(tab, way), tab);
  } catch (error) {
    throw new Error(`the page of ${way.contender.name} failed`, { cause: error });
  } finally {
    await tab.close();
  }
}
