// The page that a report is, in a browser. Arguments: the browser, the folder with page.html, and
// the payloads that are drawn first. Screenshots are left in that folder.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, folder, ...payloads] = process.argv.slice(2);
const page_url = pathToFileURL(path.resolve(folder, 'page.html')).href;
let [passed, failed] = [0, 0];
const check = (name, holds, why) => {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`${name}: ${why}`);
  }
};

const outlines = (file) => {
  const { result } = JSON.parse(readFileSync(file, 'utf8')).images[0].idCard;
  const card = result.ic ?? result.dl ?? result.pp ?? result.ac;
  const fields = Object.values(card).flat();
  return fields.flatMap((field) => [...(field.boundingPolys ?? []), ...(field.maskingPolys ?? [])]).length;
};

// A browser of its own, with a profile that is gone when it is.
const browse = async (options, look) => {
  const profile = mkdtempSync(path.join(tmpdir(), 'idcard-page-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
    ...options,
  });
  try {
    await look(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
};

await browse({}, async (context) => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 768, 1280]) {
      const name = `${colorScheme}-${width}`;
      const page = await context.newPage();
      const [requests, complaints] = [[], []];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(page_url);
      await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
      check(name, requests.length === 1 && requests[0] === page_url, `it asks for ${requests.slice(1)}`);
      check(name, complaints.length === 0, complaints.join('\n'));
      const seen = await page.evaluate(() => ({
        drawings: [...document.querySelectorAll('svg')].map((svg) => ({
          polygons: svg.querySelectorAll('polygon').length,
          box: svg.getBoundingClientRect().width * svg.getBoundingClientRect().height,
          outside: [...svg.querySelectorAll('polygon')].filter((polygon) => {
            const [inner, outer] = [polygon.getBoundingClientRect(), svg.getBoundingClientRect()];
            return inner.left < outer.left - 1 || inner.right > outer.right + 1
              || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
          }).length,
          labels: [...svg.querySelectorAll('text')].map((label) => {
            const { left, right, top, bottom } = label.getBoundingClientRect();
            return { left, right, top, bottom };
          }),
          bounds: (({ left, right, top, bottom }) => ({ left, right, top, bottom }))(svg.getBoundingClientRect()),
          key: svg.parentElement.querySelectorAll('.key li').length,
        })),
        // What is drawn has bounds of its own; a row that the filter hides has none.
        leaving: [...document.body.querySelectorAll('*')].filter((element) => {
          const { left, right, width: wide } = element.getBoundingClientRect();
          return !element.closest('svg') && wide > 0
            && (left < -0.5 || right > document.documentElement.clientWidth + 0.5
              || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
        }).map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`),
        about: document.querySelector('header').innerText,
        filter: !document.querySelector('.filter').hidden,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        scripts: document.scripts.length,
        paper: getComputedStyle(document.body).backgroundColor,
        text: getComputedStyle(document.body).color,
        rule: getComputedStyle(document.querySelector('.rule.invalid')).color,
        findings: document.querySelectorAll('tbody tr').length,
      }));
      payloads.forEach((payload, index) => {
        const drawing = seen.drawings[index];
        check(name, drawing?.polygons === outlines(payload), `${payload}: ${drawing?.polygons} polygons`);
        check(name, drawing?.box > 10_000, `${payload}: the drawing has no room`);
        check(name, drawing?.outside === 0, `${payload}: ${drawing?.outside} polygons are cut off`);
        const labels = drawing?.labels ?? [];
        check(name, labels.length > 4 && labels.length === drawing.key, `${payload}: ${labels.length} labels`);
        labels.forEach((one, at) => {
          const { bounds } = drawing;
          const fits = one.left >= bounds.left - 1 && one.right <= bounds.right + 1
            && one.top >= bounds.top - 1 && one.bottom <= bounds.bottom + 1;
          check(name, fits, `${payload}: label ${at + 1} is cut off`);
          const over = labels.slice(0, at).findIndex((other) => one.left < other.right - 0.5
            && other.left < one.right - 0.5 && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5);
          check(name, over < 0, `${payload}: label ${at + 1} is over label ${over + 1}`);
        });
      });
      check(name, seen.overflow <= 0, `the page is ${seen.overflow} pixels wider than the screen`);
      check(name, seen.leaving.length === 0, `these leave the page: ${seen.leaving.slice(0, 5).join(' | ')}`);
      check(name, seen.scripts === 1, `there are ${seen.scripts} scripts`);
      check(name, seen.filter, 'the filter is not shown, so that its script does not run');
      const about = [payloads[0], '2001-02-03T04:05:06Z', 'idcard '];
      about.forEach((text) => check(name, seen.about.includes(text), `${text} is not at the top`));
      check(name, seen.findings > 20, `${seen.findings} rows`);
      check(name, seen.rule !== seen.text, 'a rule has no colour');
      const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 382;
      check(name, light(seen.paper) === (colorScheme === 'light'), `the paper is ${seen.paper}`);
      check(name, light(seen.text) !== (colorScheme === 'light'), `the text is ${seen.text}`);
      await page.close();
    }
  }
  // The filter: by level, by words, and back.
  const page = await context.newPage();
  await page.goto(page_url);
  const rows = () => page.locator('[data-level]:visible').count();
  const all = await rows();
  await page.selectOption('[name=level]', 'warning');
  const warnings = await rows();
  const errors = await page.locator('[data-level=error]:visible').count();
  check('filter', warnings > 0 && warnings < all && errors === 0, `${warnings} of ${all}, ${errors} errors`);
  await page.selectOption('[name=level]', 'all');
  await page.fill('[name=words]', 'ENUM inferResult');
  const named = await rows();
  check('filter', named > 0 && named < warnings + all, `${named} rows have the words`);
  const said = await page.locator('.filter output').innerText();
  check('filter', /^\d+ of \d+ rows$/.test(said), said);
  await page.fill('[name=words]', 'no such word');
  check('filter', (await rows()) === 0 && (await page.locator('details:visible').count()) === 0, 'some are left');
  await page.fill('[name=words]', '');
  check('filter', (await rows()) === all, 'not all come back');
});
await browse({ javaScriptEnabled: false }, async (context) => {
  const page = await context.newPage();
  await page.goto(page_url);
  check('without a script', !(await page.locator('.filter').isVisible()), 'a filter that does nothing is shown');
  check('without a script', (await page.locator('tbody tr:visible').count()) > 20, 'rows are missing');
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
