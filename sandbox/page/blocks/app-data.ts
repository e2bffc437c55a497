import type { Option } from '../../slack/page-contract.js';

/** Data from an app is not trusted: any field may be missing or of another type. */
export type AppData = Readonly<Record<string, unknown>>;

export function asData(value: unknown): AppData {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AppData) : {};
}

export function asList(value: unknown): AppData[] {
  return Array.isArray(value) ? value.map(asData) : [];
}

export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A text object; some fields may hold a plain string instead. */
export function asText(value: unknown): { type: string; text: string } {
  if (typeof value === 'string') return { type: 'plain_text', text: value };
  const { type, text } = asData(value);
  return { type: asString(type), text: asString(text) };
}

export function asOption(value: unknown): Option | null {
  const data = asData(value);
  if (data['text'] === undefined) return null;
  return {
    text: asText(data['text']),
    value: asString(data['value']),
    ...(data['description'] === undefined ? {} : { description: asText(data['description']) }),
  };
}

export function asOptions(value: unknown): Option[] {
  return asList(value).flatMap((one) => asOption(one) ?? []);
}
