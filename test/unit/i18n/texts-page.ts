import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { z } from 'zod';

/** For each folder, the surface that shows its texts, in the order of the page. */
const places = {
  card: ['Trên thẻ yêu cầu', 'On the card'],
  dialog: ['Trong biểu mẫu và hộp thoại', 'In the form and the dialogs'],
  note: ['Câu trả lời riêng cho lệnh và thao tác', 'Private answers to commands and presses'],
  answer: ['Câu trả lời riêng khi tra cứu', 'Private answers to questions'],
  thread: ['Trong chuỗi tin', 'In the thread'],
  result: ['Kết quả', 'The result'],
  work: ['Việc làm bằng tay', 'Work by hand'],
  home: ['Tab Home', 'The Home tab'],
  'zalo-chat': ['Trong Zalo', 'In Zalo'],
  alert: ['Cảnh báo cho người vận hành bot', 'Alerts for those who run the bot'],
  story: ['Diễn biến cho người kiểm toán', 'The story for an auditor'],
  record: ['Trang quản trị', 'The admin page'],
  doctor: ['Báo cáo của npm run doctor', 'The report of npm run doctor'],
  words: ['Từ dùng chung', 'Words that others are made of'],
  '.': ['Khắp nơi', 'Everywhere'],
} as const;

/** Every folder with texts; one without a place on the page is an error. */
export const folders = Object.keys(places);

/** Examples for the values in a text, by type; any other value appears by its name. */
const examples: readonly (readonly [RegExp, string])[] = [
  [/asset\.id|masked/u, '4318093042839471234'],
  [/mentions|user\(|approvers|operators|\bby\b/u, '@Minh'],
  [/asset\.name|\bname\b|nameNow/u, 'Bán hàng Sài Gòn'],
  [/channels?\b/u, '#zca-ops'],
  [/\bgroup\b/u, '@zca-approvers'],
  [/\bkind\b/u, 'OA'],
  [/code\(/u, '/unlink oa 1234'],
  [/quer(?:y|ies)|word|nearest|command/u, 'oa 1234'],
  [/requestId|request\.id|numbered|\bother\b|\bid\b/u, 'UR-7K2M'],
  [/\bat\b|expiresAt|until|from\b|end\b/u, '10:32'],
  [/count|most|more|needed|given|length|total|seconds|number/u, '3'],
];

const node = z.looseObject({ type: z.string(), start: z.number(), end: z.number() });
type Node = z.output<typeof node>;

/** The texts of a folder in a language, by the name of each. */
export function textsOf(folder: string, locale: 'vi' | 'en'): ReadonlyMap<string, readonly string[]> {
  const path = `src/i18n/${folder}/${locale}.ts`;
  const source = readFileSync(path, 'utf8');
  const texts = new Map<string, string[]>();
  const add = (name: string, text: string) => {
    if (/\p{L}{2}/u.test(text))
      texts.set(name, [...(texts.get(name) ?? []), text.replaceAll(/\s+/gu, ' ').trim()]);
  };
  const collect = (value: unknown, name: string): void => {
    if (Array.isArray(value)) {
      for (const each of value) collect(each, name);
      return;
    }
    const parsed = node.safeParse(value);
    if (!parsed.success) return;
    const { data: at } = parsed;
    const skipped = ['ImportDeclaration', 'TSTypeAnnotation', 'BinaryExpression', 'MemberExpression'];
    if (skipped.includes(at.type)) return;
    if (at.type === 'TemplateLiteral') {
      add(name, filledTemplate(at, source));
      return;
    }
    if (at.type === 'Literal' && typeof at['value'] === 'string') {
      add(name, at['value']);
      return;
    }
    if (at.type === 'CallExpression' && isStyle(at)) return;
    const own = nameOf(at);
    for (const [key, child] of Object.entries(at))
      if (key !== 'key' && key !== 'test' && key !== 'params')
        collect(child, own === null ? name : joinedName(name, own));
  };
  collect(parseSync(path, source).program.body, '');
  return texts;
}

function joinedName(outer: string, own: string): string {
  return outer === '' || outer.endsWith('Texts') ? own : `${outer}.${own}`;
}

function nameOf(at: Node): string | null {
  const named = z.object({ name: z.string() });
  if (at.type === 'Property') {
    const key = z.union([
      named.transform(({ name }) => name),
      z.object({ value: z.string() }).transform(({ value }) => value),
    ]);
    return key.safeParse(at['key']).data ?? null;
  }
  if (at.type === 'FunctionDeclaration' || at.type === 'VariableDeclarator')
    return named.safeParse(at['id']).data?.name ?? null;
  return null;
}

/** A word in bold or as code inside a text is part of that text. */
function isStyle(at: Node): boolean {
  return ['bold', 'code', 'italic'].includes(
    z.object({ name: z.string() }).safeParse(at['callee']).data?.name ?? '',
  );
}

const parts = z.object({
  quasis: z.array(z.object({ value: z.object({ cooked: z.string() }) })),
  expressions: z.array(node),
});

function filledTemplate(at: Node, source: string): string {
  const { quasis, expressions } = parts.parse(at);
  return quasis.map(({ value }, index) => value.cooked + putIn(expressions[index], source)).join('');
}

function putIn(expression: Node | undefined, source: string): string {
  if (expression === undefined) return '';
  const said = source.slice(expression.start, expression.end);
  if (expression.type === 'TemplateLiteral') return filledTemplate(expression, source);
  const literals = [...said.matchAll(/'([^']*)'|`([^`$]*)`/gu)].map(([, one, two]) => one ?? two ?? '');
  const words = literals.filter((each) => /\p{L}/u.test(each) && !/^(?:oa|app)$/u.test(each));
  if (words.length > 0) return words.join(' / ');
  const [, example = `«${said}»`] = examples.find(([like]) => like.test(said)) ?? [];
  return example;
}

/** The whole page. */
export function textsPage(): string {
  const sections = Object.entries(places).flatMap(([folder, titles]) => {
    const [vi, en] = [textsOf(folder, 'vi'), textsOf(folder, 'en')];
    const names = [...new Set([...vi.keys(), ...en.keys()])];
    const rows = names.map((name) => `| \`${name}\` | ${cell(vi.get(name))} | ${cell(en.get(name))} |`);
    return [`## ${titles.join(' · ')}`, '', '| | Tiếng Việt | English |', '| --- | --- | --- |', ...rows, ''];
  });
  return [
    '# Texts · Lời văn',
    '',
    'Every text that people read, side by side, made from `src/i18n` by `npm run texts`. Change the texts there, not here. What the bot puts in is shown as an example, or named in «»; variants of a text follow each other.',
    '',
    ...sections,
  ].join('\n');
}

function cell(texts: readonly string[] | undefined): string {
  return (texts ?? ['–']).map((text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join('<br>');
}
