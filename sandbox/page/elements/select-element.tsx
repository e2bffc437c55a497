import type { Option, WorkspaceState } from '../../slack/page-contract.js';
import { asNumber, asOption, asOptions, asString } from '../blocks/app-data.js';
import { useSurface } from '../blocks/surface.js';
import { isDirect, useWorkspace } from '../workspace/workspace-context.js';
import { Combobox } from './combobox.js';
import { type ElementProps, naming, placeholderOf } from './element-props.js';
import { matchingGroups, type OptionGroup, optionGroupsOf } from './option-groups.js';
import { keepsIds, type SelectKind } from './select-kinds.js';
import { useElement } from './use-element.js';

const TYPING_PAUSE_MS = 250;

/** Slack's default for `min_query_length` of an external select. */
const MIN_QUERY_LENGTH = 3;

/** Every select: one or several options, from the block, the app, or the workspace itself. */
export function SelectElement({ kind, ...props }: ElementProps & { kind: SelectKind }) {
  const { element, blockId } = props;
  const { state: workspace } = useWorkspace();
  const surface = useSurface();
  const { state, choose } = useElement(props);
  const asked = kind.source === 'app';
  const known = knownGroups(kind, props, workspace);

  const find = async (query: string): Promise<OptionGroup[]> => {
    if (!asked) return matchingGroups(known, query);
    return [{ label: '', options: await surface.find(blockId, asString(element['action_id']), query) }];
  };

  const change = (selected: Option[]) => {
    const kept = keepsIds(kind) ? selected.map(({ value }) => value) : selected;
    const choice = kind.multiple ? kept : (kept[0] ?? null);
    void choose({ type: element['type'], [kind.field]: choice }, { selected });
  };

  return (
    <Combobox
      naming={naming(props)}
      placeholder={placeholderOf(element)}
      multiple={kind.multiple}
      most={asNumber(element['max_selected_items']) ?? Number.POSITIVE_INFINITY}
      chosen={chosenOptions(kind, state[kind.field], known)}
      find={find}
      pauseMs={asked ? TYPING_PAUSE_MS : 0}
      minQueryLength={asked ? (asNumber(element['min_query_length']) ?? MIN_QUERY_LENGTH) : 0}
      onChange={change}
    />
  );
}

/** The options that need not be asked from the app. */
function knownGroups(kind: SelectKind, { element }: ElementProps, workspace: WorkspaceState): OptionGroup[] {
  switch (kind.source) {
    case 'block':
      return optionGroupsOf(element);
    case 'people':
      return [{ label: '', options: workspace.users.map((user) => idOption(user.id, user.real_name)) }];
    case 'channels': {
      const channels = workspace.channels.filter((channel) => !isDirect(channel));
      return [{ label: '', options: channels.map(({ id, name }) => idOption(id, `#${name}`)) }];
    }
    case 'app':
      return [];
  }
}

function idOption(value: string, text: string): Option {
  return { text: { type: 'plain_text', text }, value };
}

function chosenOptions(kind: SelectKind, held: unknown, known: OptionGroup[]): Option[] {
  if (!keepsIds(kind)) {
    const single = asOption(held);
    return kind.multiple ? asOptions(held) : single ? [single] : [];
  }
  const ids = Array.isArray(held) ? held : [held];
  return known.flatMap(({ options }) => options).filter(({ value }) => ids.includes(value));
}
