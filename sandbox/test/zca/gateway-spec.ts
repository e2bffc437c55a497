import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The contents of a YAML document without anchors or tags. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

/** A JSON object of the document. */
export type Node = { readonly [key: string]: Yaml };

const specUrl = new URL('../../../docs/zca-gateway.openapi.yaml', import.meta.url);

/** The document that the sandbox and the product both follow. */
export const gatewaySpec = node(parse(readFileSync(specUrl, 'utf8')));

/** A value, the schema it has to match, and its place in the document. */
export interface Example {
  readonly place: string;
  readonly schema: Node;
  readonly value: Yaml;
}

/** Every example in the document. */
export function examples(): Example[] {
  return collect(gatewaySpec, '#');
}

/** The problems of a value under a schema of the document; undefined when it conforms. */
export function problemsWith(schema: Node, value: unknown): string | undefined {
  const root = rewriteRefs({ ...schema, $defs: at('components', 'schemas') });
  const result = z.fromJSONSchema(node(root)).safeParse(value);
  return result.success ? undefined : z.prettifyError(result.error);
}

/** The documented answer of an operation for an HTTP status; throws when there is none. */
export function responseFor(path: string, method: string, status: number): Node {
  const responses = at('paths', path, method, 'responses');
  const response = responses[String(status)] ?? responses[`${String(status).at(0)}XX`];
  if (response === undefined) throw new Error(`${method} ${path} does not document HTTP ${status}`);
  return follow(node(response));
}

/** The schema of a documented answer's JSON. */
export function schemaOf(response: Node): Node {
  return ['content', 'application/json', 'schema'].reduce((here, key) => node(here[key]), response);
}

/** The node at a path of keys. */
export function at(...keys: readonly string[]): Node {
  return keys.reduce((here, key) => follow(node(here[key])), gatewaySpec);
}

/** The value as an object; throws when it is not one. */
export function node(value: Yaml | undefined): Node {
  if (typeof value !== 'object' || value === null || isList(value)) throw new Error('expected an object');
  return value;
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function follow(here: Node): Node {
  const ref = here['$ref'];
  return typeof ref === 'string' ? at(...ref.replace('#/', '').split('/')) : here;
}

function collect(value: Yaml, place: string): Example[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.flatMap((item, index) => collect(item, `${place}/${index}`));
  const below = Object.entries(value).flatMap(([key, item]) => collect(item, `${place}/${key}`));
  return [...ownExamples(value, place), ...below];
}

/** Examples are beside a `schema` (parameters, headers, bodies) or, in a schema itself, in a list. */
function ownExamples(here: Node, place: string): Example[] {
  const { schema, example, examples: several } = here;
  if (several !== undefined && isList(several)) {
    return several.map((value, index) => ({ place: `${place}/examples/${index}`, schema: here, value }));
  }
  if (schema === undefined) return [];
  const named = several === undefined ? [] : Object.entries(node(several));
  return [
    ...(example === undefined ? [] : [{ place: `${place}/example`, schema: node(schema), value: example }]),
    ...named.map(([name, entry]) => ({
      place: `${place}/examples/${name}`,
      schema: node(schema),
      value: node(entry)['value'] ?? null,
    })),
  ];
}

/** zod looks for shared schemas under `$defs`; OpenAPI keeps them under `components`. */
function rewriteRefs(value: Yaml): Yaml {
  if (typeof value === 'string') return value.replace('#/components/schemas/', '#/$defs/');
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(rewriteRefs);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewriteRefs(item)]));
}
