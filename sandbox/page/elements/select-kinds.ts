/** The fields in which a kind of select keeps its choice, in Slack's own words. */
export interface SelectKind {
  multiple: boolean;
  source: 'block' | 'app' | 'people' | 'channels' | 'conversations';
  /** The element's field with the initial choice. */
  initial: string;
  /** The state's field with the choice. */
  field: string;
}

const single = { multiple: false, initial: 'initial_option', field: 'selected_option' };
const several = { multiple: true, initial: 'initial_options', field: 'selected_options' };

const kinds = new Map<string, SelectKind>([
  ['static_select', { ...single, source: 'block' }],
  ['external_select', { ...single, source: 'app' }],
  ['multi_static_select', { ...several, source: 'block' }],
  ['multi_external_select', { ...several, source: 'app' }],
  ...idKinds('user', 'users', 'people'),
  ...idKinds('channel', 'channels', 'channels'),
  ...idKinds('conversation', 'conversations', 'conversations'),
]);

/** Selects of people and channels hold ids; the others hold options. */
function idKinds(one: string, many: string, source: SelectKind['source']): [string, SelectKind][] {
  return [
    [`${many}_select`, { multiple: false, source, initial: `initial_${one}`, field: `selected_${one}` }],
    [
      `multi_${many}_select`,
      { multiple: true, source, initial: `initial_${many}`, field: `selected_${many}` },
    ],
  ];
}

export function selectKind(type: string): SelectKind | undefined {
  return kinds.get(type);
}

export function keepsIds({ source }: SelectKind): boolean {
  return source !== 'block' && source !== 'app';
}
