import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/**
 * Chromium's arguments that spare processor time in tests: no process and few threads for drawing what is
 * hardly looked at.
 */
export const lightArgs = ['--in-process-gpu', '--num-raster-threads=1'];

/** A headless Chromium: the one that `CHROMIUM_PATH` names, or one from the usual places. */
export function startBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'] ?? '';
  const executablePath = named === '' ? usual.find((path) => existsSync(path)) : named;
  if (executablePath === undefined || !existsSync(executablePath))
    throw new Error(`no Chromium at ${named || usual.join(', ')}: set CHROMIUM_PATH, or run bin/test`);
  return chromium.launch({ executablePath, args: [...flags, ...lightArgs] });
}
