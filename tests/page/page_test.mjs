// pack.html as its readers meet it: on a telephone, on a desk, on paper. Makes packs, opens them in Debian's Chromium, measures.
// usage: node tests/page/page_test.mjs        screenshots go to out/page/; ends with `N passed, N failed`; $HANDRAISE_BINARY names another program
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const out = join(root, 'out', 'page');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const binary = process.env.HANDRAISE_BINARY ?? join(root, 'build', 'handraise');
const packs = [
  { name: 'trial-analytics', brief: 'examples/trial-analytics.txt', full: true },
  { name: 'seat-expansion', brief: 'examples/seat-expansion.txt', full: true },
  { name: 'needs-prerequisites', brief: 'tests/briefs/boundary/prerequisites-03-yes-nobody-sells.txt', full: false },
];
const millimetre = 96 / 25.4;
let passed = 0, failed = 0;

function expect(name, faults) {
  const list = Array.isArray(faults) ? faults : faults ? [faults] : [];
  if (list.length === 0) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const fault of list.slice(0, 12)) console.log(`    ${fault}`);
}

// Skia writes page objects in the clear.
const countPages = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

async function open(browser, file, viewport, seen) {
  const context = await browser.newContext({ viewport, bypassCSP: true });
  const page = await context.newPage();
  page.on('request', (request) => { if (request.url() !== file && !request.url().startsWith('data:')) seen.push(`request for ${request.url()}`); });
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) seen.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  await page.goto(file, { waitUntil: 'load' });
  return page;
}

async function checkAxe(page, name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  expect(`${name}: axe`, result.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${v.help}: ${n.html.slice(0, 160)}`)));
}

async function checkPack(browser, pack) {
  const folder = join(out, pack.name);
  const made = spawnSync(binary, ['pack', join(root, pack.brief), '-o', folder], { encoding: 'utf8' });
  expect(`${pack.name}: pack exits 0`, made.status === 0 ? [] : [`exit ${made.status}`, made.stderr.slice(0, 800)]);
  const path = join(folder, 'pack.html');
  const file = pathToFileURL(path).href;
  const html = readFileSync(path, 'utf8');
  expect(`${pack.name}: one file, no script, nothing to load`, [/<script/i, /<link\b/i, /<iframe/i, /\bsrc=/i, /url\((?!["']?(data:|#))/i, /@import/i].filter((each) => each.test(html)).map(String));
  const seen = [];

  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    const name = `${pack.name} at ${viewport.width}`;
    const page = await open(browser, file, viewport, seen);
    const size = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    expect(`${name}: no sideways scroll`, size.scroll <= size.client ? [] : `${size.scroll} wide in ${size.client}`);
    expect(`${name}: nothing sticks out`, await page.evaluate(() => {
      const wide = [];
      for (const each of document.body.querySelectorAll('*')) {
        if (each.closest('.wide') || each.closest('svg') || each.matches('.skip, thead, thead *')) continue;
        const box = each.getBoundingClientRect();
        if (box.width > 0 && box.right > document.documentElement.clientWidth + 1) wide.push(`${each.tagName} ${Math.round(box.right)}: ${each.textContent.trim().slice(0, 60)}`);
      }
      return wide;
    }));
    expect(`${name}: text is at least 11 px`, await page.evaluate(() => {
      const small = new Set();
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = walk.currentNode, parent = text.parentElement;
        if (!text.data.trim() || parent.closest('title, desc, style')) continue;
        let px = parseFloat(getComputedStyle(parent).fontSize);
        const svg = parent.closest('svg');
        if (svg && svg.viewBox.baseVal && svg.viewBox.baseVal.width) px *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        if (px < 11) small.add(`${px.toFixed(1)} px: ${text.data.trim().slice(0, 50)}`);
      }
      return [...small];
    }));
    await checkAxe(page, name);
    await page.screenshot({ path: join(out, `${pack.name}-${viewport.width}.png`), fullPage: true });
    await page.screenshot({ path: join(out, `${pack.name}-${viewport.width}-first.png`) });
    if (viewport.width === 1280) await checkStructure(page, pack);
    await page.context().close();
  }
  await checkPaper(browser, file, pack, seen);
  expect(`${pack.name}: no request leaves the file, no console errors`, seen);
}

async function checkStructure(page, pack) {
  const name = pack.name;
  expect(`${name}: language, title, viewport`, await page.evaluate(() => [
    document.documentElement.lang ? '' : 'no lang', document.title.trim() ? '' : 'no title', document.querySelector('meta[name=viewport]') ? '' : 'no viewport'].filter(Boolean)));
  expect(`${name}: drawings have names`, await page.evaluate((full) => {
    const faults = [], drawings = [...document.querySelectorAll('svg')];
    if (full && drawings.length < 2) faults.push(`${drawings.length} drawings; expected a funnel and a week of duty slots`);
    for (const svg of drawings) {
      if (svg.getAttribute('aria-hidden') === 'true') continue;
      const by = (svg.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent.trim());
      const words = by.length ? by.filter(Boolean).join(' ') : svg.getAttribute('aria-label') ?? svg.querySelector('title')?.textContent ?? '';
      if (!words.trim()) faults.push(`svg without a name: ${svg.outerHTML.slice(0, 120)}`);
      if (by.some((each) => !each)) faults.push(`svg names an id that is not there: ${svg.getAttribute('aria-labelledby')}`);
      if (!['img', 'graphics-document'].includes(svg.getAttribute('role'))) faults.push(`svg without role img: ${svg.outerHTML.slice(0, 120)}`);
    }
    return faults;
  }, pack.full));
  expect(`${name}: contents list leads to each part`, await page.evaluate((full) => {
    const faults = [], links = [...document.querySelectorAll('nav a[href^="#"]')];
    if (full && links.length < 9) faults.push(`${links.length} links in the contents list`);
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      if (!document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)))) faults.push(`${link.getAttribute('href')} leads nowhere`);
    }
    const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
    for (const id of new Set(ids.filter((each, i) => ids.indexOf(each) !== i))) faults.push(`id ${id} stands twice`);
    return faults;
  }, pack.full));
  expect(`${name}: headings in order`, await page.evaluate(() => {
    const faults = [], all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    if (all.filter((each) => each.tagName === 'H1').length !== 1) faults.push('not exactly one h1');
    let before = 0;
    for (const each of all) {
      const level = Number(each.tagName[1]);
      if (level > before + 1) faults.push(`h${level} after h${before}: ${each.textContent}`);
      if (!each.textContent.trim()) faults.push('an empty heading');
      before = level;
    }
    return faults;
  }));
  expect(`${name}: tables have headers`, await page.evaluate(() => [...document.querySelectorAll('table')].filter((each) => !each.querySelector('th')).map((each) => each.textContent.trim().slice(0, 60))));
}

async function checkPaper(browser, file, pack, seen) {
  const width = Math.round((210 - 26) * millimetre), height = Math.round((297 - 28) * millimetre);
  const page = await open(browser, file, { width, height }, seen);
  await page.emulateMedia({ media: 'print' });
  const name = `${pack.name} on paper`;
  expect(`${name}: no row is cut`, await page.evaluate((most) => {
    const faults = [];
    for (const row of document.querySelectorAll('tr')) {
      if (getComputedStyle(row).breakInside !== 'avoid') faults.push(`may be cut: ${row.textContent.trim().slice(0, 80)}`);
      if (row.getBoundingClientRect().height > most) faults.push(`higher than a page: ${row.textContent.trim().slice(0, 80)}`);
    }
    return faults;
  }, height));
  expect(`${name}: nothing is wider than the page`, await page.evaluate(() => [...document.querySelectorAll('table, svg, p, pre')]
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => `${each.tagName} ${Math.round(each.getBoundingClientRect().right)}: ${each.textContent.trim().slice(0, 60)}`)));
  await page.screenshot({ path: join(out, `${pack.name}-paper.png`), fullPage: true });
  const all = await page.pdf({ path: join(out, `${pack.name}.pdf`), format: 'A4', preferCSSPageSize: true });
  const pages = countPages(all);
  expect(`${name}: a pack of pages`, pages >= 3 && pages <= 24 ? [] : `${pages} pages`);
  await page.evaluate(() => document.querySelector('.first')?.setAttribute('data-alone', ''));
  await page.addStyleTag({ content: 'main > :not([data-alone]), body > :not(main) { display: none !important } [data-alone] { break-after: auto !important }' });
  const first = countPages(await page.pdf({ path: join(out, `${pack.name}-page-1.pdf`), format: 'A4', preferCSSPageSize: true }));
  const tall = await page.evaluate(() => document.querySelector('.first')?.getBoundingClientRect().height ?? 0);
  expect(`${name}: page 1 is one page`, first === 1 && tall > 100 ? [] : `${first} pages, ${Math.round(tall)} px high of ${height}`);
  await page.screenshot({ path: join(out, `${pack.name}-page-1.png`), fullPage: true });
  await page.context().close();
}

mkdirSync(out, { recursive: true });
const executablePath = process.env.CHROMIUM ?? execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
let browser;
const guard = setTimeout(() => { console.log('FAILED: took longer than three minutes'); console.log(`${passed} passed, ${failed + 1} failed`); process.exit(1); }, 180000);
try {
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  for (const pack of packs) {
    try { await checkPack(browser, pack); } catch (error) { expect(`${pack.name}: runs to its end`, String(error.stack ?? error).slice(0, 1200)); }
  }
} catch (error) {
  expect('the browser starts', String(error.stack ?? error).slice(0, 1200));
} finally {
  await browser?.close();
  clearTimeout(guard);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
