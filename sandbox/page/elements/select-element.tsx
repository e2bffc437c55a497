import type { Channel, Option } from '../../slack/page-contract.js';
import { type AppData, asData, asNumber, asOption, asOptions, asString } from '../blocks/app-data.js';
import { useSurface } from '../blocks/surface.js';
import {
  channelTitle,
  directMessage,
  useWorkspace,
  visibleChannels,
  type Workspace,
} from '../workspace/workspace-context.js';
import { Combobox } from './combobox.js';
import { type ElementProps, naming, placeholderOf } from './element-props.js';
import { matchingGroups, type OptionGroup, optionGroupsOf } from './option-groups.js';
import { keepsIds, type SelectKind } from './select-kinds.js';
import { useElement } from './use-element.js';

const typingPauseMs = 250;

/** Slack's default for `min_query_length` of an external select. */
const minQueryLength = 3;

/** Every select: one or several options, from the block, the app, or the workspace itself. */
export function SelectElement({ kind, ...props }: ElementProps & { kind: SelectKind }) {
  const { element, blockId } = props;
  const workspace = useWorkspace();
  const surface = useSurface();
  const { state, choose } = useElement(props);
  const asked = kind.source === 'app';
  const known = knownGroups(kind, props, workspace);

  const find = async (query: string): Promise<OptionGroup[]> => {
    if (!asked) return matchingGroups(known, query);
    const answer = await surface.find(blockId, asString(element['action_id']), query);
    const { options, option_groups } = answer;
    return optionGroupsOf(option_groups === undefined ? { options } : { option_groups });
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
      pauseMs={asked ? typingPauseMs : 0}
      minQueryLength={asked ? (asNumber(element['min_query_length']) ?? minQueryLength) : 0}
      onChange={change}
    />
  );
}

/** The options that are known without asking the app. */
function knownGroups(kind: SelectKind, { element }: ElementProps, workspace: Workspace): OptionGroup[] {
  switch (kind.source) {
    case 'block':
      return optionGroupsOf(element);
    case 'people':
      return [{ label: '', options: workspace.state.users.map((user) => idOption(user.id, user.real_name)) }];
    case 'channels':
    case 'conversations': {
      const channels = kind.source === 'channels' ? publicOnes(workspace) : conversations(element, workspace);
      const options = channels.map((one) => idOption(one.id, channelTitle(workspace.state, one)));
      return [{ label: '', options }];
    }
    case 'app':
      return [];
  }
}

function publicOnes(workspace: Workspace): Channel[] {
  return visibleChannels(workspace).filter((channel) => channel.is_private !== true);
}

/** This person's conversations that pass the element's `filter`. */
function conversations(element: AppData, workspace: Workspace): Channel[] {
  const { include, exclude_external_shared_channels: noShared } = asData(element['filter']);
  const direct = directMessage(workspace);
  const all = [...visibleChannels(workspace), ...(direct ? [direct] : [])];
  return all.filter((channel) => {
    const kind = channel === direct ? 'im' : channel.is_private === true ? 'private' : 'public';
    if (noShared === true && channel.is_ext_shared) return false;
    return !Array.isArray(include) || include.includes(kind);
  });
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
