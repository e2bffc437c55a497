import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';

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

export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/**
 * The files of a built page by relative path, with forward slashes. The folder is read once: whoever serves it keeps its
 * page when a build replaces the folder.
 */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const root = resolve(folder);
  if (!existsSync(root)) return new Map();
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(root, path).replaceAll(sep, '/'), fileAt(path)]),
  );
}

function fileAt(path: string): PageFile {
  const contentType = contentTypes[extname(path)] ?? 'application/octet-stream';
  return { content: new Uint8Array(readFileSync(path)), contentType };
}
