// The page that a report is, in a browser. Arguments: the browser, the folder with page.html, and
// the payloads that are drawn first. Screenshots are left in that folder.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, folder, ...payloads] = process.argv.slice(2);
const page_url = pathToFileURL(path.resolve(folder, 'page.html')).href;
const profile = mkdtempSync(path.join(tmpdir(), 'idcard-page-'));
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

const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1200, 360]) {
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
        })),
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
      });
      check(name, seen.overflow <= 0, `the page is ${seen.overflow} pixels wider than the screen`);
      check(name, seen.scripts === 0, 'there is a script');
      check(name, seen.findings > 20, `${seen.findings} rows`);
      check(name, seen.rule !== seen.text, 'a rule has no colour');
      const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 382;
      check(name, light(seen.paper) === (colorScheme === 'light'), `the paper is ${seen.paper}`);
      check(name, light(seen.text) !== (colorScheme === 'light'), `the text is ${seen.text}`);
      await page.close();
    }
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
