// The questionnaire as a page of each contender, side by side: cold, on a slow network and a slow
// processor, from the address to the verdict.
import { constants } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launch } from '../../browser/browser.ts';
import { inTurn } from '../measure.ts';
import { checkJudge, checkVisit } from './agreement.ts';
import { buildPages } from './build.ts';
import { contenders, policyFor, type Contender } from './contenders.ts';
import type { Given } from './judge.ts';
import { coreJudgement, questionnaire } from './questionnaire.ts';
import { script } from './script.ts';
import { PageServer } from './server.ts';
import { SLOW_4G, Tab, words, type Slowness } from './tab.ts';
import { tableOf, type PageTable } from './table.ts';
import { visit, type Journey, type Visit } from './visit.ts';

/** A phone's network and processor. */
const SLOW: Slowness = { network: SLOW_4G, processor: 4 };

const ELIGIBLE: Given = {
  request_kind: 'unclear_points',
  prior_guidance_count: '0',
  owner_verified: 'true',
  admin_account: 'true',
  unpaid_costs: 'none',
  service_expiry_date: '2099-12-31',
  remote_control_consent: 'true',
  hands_off_mouse_consent: 'true',
  stays_responsive: 'true',
  works_continuously: 'true',
  data_storage_consent: 'true',
  statements_not_contract_ack: 'true',
  no_staff_details_ack: 'true',
};

/** Between them they are asked everything, and use every kind of answer. */
const CUSTOMERS: Given[] = [
  {
    ...ELIGIBLE,
    request_kind: 'full_guidance',
    sales_designation: 'false',
    prior_guidance_count: 'unknown',
    owner_verified: 'unknown',
    unpaid_costs: 'part',
    service_expiry_date: '2020-01-31',
    works_continuously: 'false',
  },
  {
    ...ELIGIBLE,
    request_kind: 'outside_duty',
    prior_guidance_count: '3',
    service_expiry_date: 'unknown',
    hands_off_mouse_consent: 'false',
    no_staff_details_ack: 'false',
  },
];

interface Stand {
  contender: Contender;
  server: PageServer;
}

type Go = (stand: Stand, customer: Given, slow?: Slowness) => Promise<Visit>;

/** Visits, and checks what came of it. */
async function prepare(browser: Browser, now: string): Promise<Go> {
  const all = { ...ELIGIBLE, request_kind: 'full_guidance', sales_designation: 'true' };
  const questions = await questionnaire(all, now);
  await buildPages(questions);
  const scripts = {
    probe: await script('page/probe'),
    toldByWidget: await script('page/told_by_widget'),
  };
  return async ({ contender, server }, customer, slow) => {
    const way: Journey = {
      contender,
      url: server.url,
      scripts,
      questionnaire: questions,
      customer,
    };
    const found = await visit(browser, way, slow);
    checkVisit(contender.name, found, customer, await coreJudgement(customer, now));
    return found;
  };
}

async function blankHeap(browser: Browser): Promise<number> {
  const tab = await Tab.open(browser, []);
  await tab.visit('about:blank');
  const heap = await tab.heap();
  await tab.close();
  return heap;
}

async function open(quality: number): Promise<Stand[]> {
  const stands: Stand[] = [];
  for (const contender of contenders) {
    const server = await PageServer.start(contender.folder, policyFor(contender), quality);
    stands.push({ contender, server });
  }
  return stands;
}

/** Every way of answering once, at full speed, so that only working pages are timed. */
async function rehearse(stands: Stand[], go: Go): Promise<void> {
  for (const customer of CUSTOMERS) {
    for (const stand of stands) await go(stand, customer);
  }
}

export async function benchPages(quick: boolean): Promise<PageTable> {
  checkJudge(quick ? 200 : 5000);
  const brotli = quick ? 1 : constants.BROTLI_MAX_QUALITY;
  const browser = await launch();
  let stands: Stand[] = [];
  try {
    const go = await prepare(browser, new Date().toISOString().replace(/\.\d+/, ''));
    stands = await open(brotli);
    if (!quick) await rehearse(stands, go);
    const slow = quick ? undefined : SLOW;
    const customer = (quick ? CUSTOMERS[0] : undefined) ?? ELIGIBLE;
    const visits = await inTurn(stands, quick ? 1 : 7, (stand) => go(stand, customer, slow));
    const blankHeapBytes = await blankHeap(browser);
    return { slowness: words(slow), brotli, blankHeapBytes, ...tableOf(contenders, visits) };
  } finally {
    for (const { server } of stands) await server.stop();
    await browser.close();
  }
}
