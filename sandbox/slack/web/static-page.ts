import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { Hono } from 'hono';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** The built page from a folder; any path without a file is the page itself, so links into it open it. */
export function staticPage(folder: string): Hono {
  const root = resolve(folder);
  const routes = new Hono();
  routes.get('*', async (c) => {
    const path = resolve(root, `.${decodePath(c.req.path)}`);
    const file = path.startsWith(root + sep) ? await readOrNothing(path) : undefined;
    if (file)
      return c.body(file, 200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    const page = await readOrNothing(resolve(root, 'index.html'));
    return page ? c.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8' }) : c.notFound();
  });
  return routes;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}

async function readOrNothing(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    return undefined;
  }
}
