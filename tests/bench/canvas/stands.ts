// The two pages that are painted: the site's client, and a blank page of Dear ImGui, both served alike.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { Visit } from '../../browser/browser.ts';
import { assertSaysTheSame, difference, openClient } from '../../browser/canvas.ts';
import { at } from '../../paths.ts';
import { pages } from '../page/build.ts';
import { policyFor } from '../page/contenders.ts';
import { PageServer } from '../page/server.ts';

/** Of a page's pixels, those that are not of its ground. */
const INK_AT_LEAST = 0.01;

export interface Stand {
  name: string;
  server: PageServer;
  url: string;
  /** Once, to see that the page shows what it is to be timed for. */
  rehearse(browser: Browser): Promise<void>;
}

const GLUE = at('build/wasm');

const BLANK = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Blank</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="page.css">
<script type="module" src="page.js"></script>
<link rel="preload" as="fetch" crossorigin href="precall-blank.wasm">
</head>
<body><canvas id="canvas"></canvas></body>
</html>
`;

const BLANK_ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const BLANK_CSS = 'html,body,canvas{display:block;width:100%;height:100%;margin:0}';

/** The glue is minified, and the module asked for with the page, as the client's are. */
async function buildBlank(): Promise<string> {
  const folder = `${pages}/blank`;
  mkdirSync(folder, { recursive: true });
  const contents = "import open from './precall-blank.mjs';\nopen();\n";
  await build({
    stdin: { contents, resolveDir: GLUE },
    outfile: `${folder}/page.js`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  });
  copyFileSync(`${GLUE}/precall-blank.wasm`, `${folder}/precall-blank.wasm`);
  writeFileSync(`${folder}/index.html`, BLANK);
  writeFileSync(`${folder}/page.css`, BLANK_CSS);
  writeFileSync(`${folder}/icon.svg`, BLANK_ICON);
  return folder;
}

async function assertInked({ page }: Visit, name: string): Promise<void> {
  const picture = await page.screenshot();
  const { ink } = await difference(page, picture, picture);
  assert.ok(ink > INK_AT_LEAST, `the page of ${name} is blank: ${ink}`);
}

async function blank(quality: number): Promise<Stand> {
  const folder = await buildBlank();
  const server = await PageServer.start(folder, policyFor({ folder, allows: {} }), quality);
  const { url } = server;
  const name = 'blank page of Dear ImGui';
  const rehearse = async (browser: Browser) => {
    const visit = await Visit.open(browser, { url, ready: 'canvas' });
    await visit.page.waitForFunction(() => document.querySelector('canvas')?.width !== 300);
    await assertInked(visit, name);
    await visit.close();
  };
  return { name, server, url, rehearse };
}

async function client(quality: number): Promise<Stand> {
  const folder = at('build/site');
  const server = await PageServer.start(folder, policyFor({ folder, allows: {} }), quality);
  const rehearse = async (browser: Browser) => {
    const visit = await openClient(browser, { url: server.url });
    await assertSaysTheSame(visit.page);
    await assertInked(visit, 'the client');
    await visit.close();
  };
  return { name: "Precall's client", server, url: `${server.url}client.html`, rehearse };
}

export interface Stands {
  blank: Stand;
  client: Stand;
}

/** `quality` is Brotli's. Stop both servers in the end. */
export async function openStands(quality: number): Promise<Stands> {
  return { blank: await blank(quality), client: await client(quality) };
}
