import { Hono } from 'hono';
import { readPage } from '../../built-page.js';

/** Serves the built page; any path without a file is the page itself, so that links into it work. */
export function staticPage(folder: string): Hono {
  const files = readPage(folder);
  const page = files.get('index.html');
  const routes = new Hono();
  routes.get('*', (c) => {
    const file = files.get(decodePath(c.req.path).slice(1)) ?? page;
    return file === undefined
      ? c.notFound()
      : c.body(file.content, 200, { 'Content-Type': file.contentType });
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
