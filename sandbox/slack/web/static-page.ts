import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { Hono } from 'hono';

const contentTypes: Record<string, string> = {
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

/**
 * Serves the built page; any path without a file is the page itself, so that links into it work. The folder is read
 * once: a running workspace keeps its page when a build replaces the folder.
 */
export function staticPage(folder: string): Hono {
  const root = resolve(folder);
  const files = readAll(root);
  const page = files.get('index.html');
  const routes = new Hono();
  routes.get('*', (c) => {
    const path = decodePath(c.req.path).slice(1);
    const file = files.get(path);
    if (file)
      return c.body(file, 200, { 'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream' });
    return page ? c.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8' }) : c.notFound();
  });
  return routes;
}

/** The files of a folder by relative path, with forward slashes. */
function readAll(root: string): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  if (!existsSync(root)) return new Map();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(root, path).replaceAll(sep, '/'), new Uint8Array(readFileSync(path))]),
  );
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
