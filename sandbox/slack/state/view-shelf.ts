import { withCurrentConversation } from '../blocks/current-conversation.js';
import type { Block, View } from '../page-contract.js';
import type { Clock } from './clock.js';
import { newId, newSecret } from './ids.js';
import type { News } from './news.js';
import type { Opener } from './trigger-ids.js';

/** A view as the app described it, already checked. */
export interface ViewSpec {
  type: 'modal' | 'home';
  callback_id: string;
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  blocks: Block[];
  private_metadata: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
}

/** A `plain_text` object, kept whole because the app gets it back. */
export type TextObject = { type: string; text: string } & Record<string, unknown>;

/** A view that is open, or a person's Home tab. */
export interface OpenView extends ViewSpec {
  id: string;
  hash: string;
  user: string;
  /** The conversation a modal was opened from. */
  conversation: string | undefined;
  root_view_id: string;
  previous_view_id: string | null;
}

/** Modals in front of people (the last of a stack is seen) and their Home tabs. */
export interface ViewShelf {
  /** Puts a modal in front of the person, instead of any other. */
  open(opener: Opener, spec: ViewSpec): OpenView;
  /** Puts a modal on top of the one the person sees. */
  push(user: string, spec: ViewSpec): OpenView;
  replace(view: OpenView, spec: ViewSpec): OpenView;
  publish(user: string, spec: ViewSpec): OpenView;
  /** Takes the top modal away. */
  pop(user: string): void;
  /** Takes all modals away. */
  clear(user: string): void;
  find(idOrExternalId: string): OpenView | undefined;
  stack(user: string): OpenView[];
  modal(user: string): OpenView | null;
  home(user: string): OpenView | null;
}

/** Nobody sees a view yet. */
export function createViewShelf(news: News, clock: Clock): ViewShelf {
  const stacks = new Map<string, OpenView[]>();
  const homes = new Map<string, OpenView>();
  const stack = (user: string) => stacks.get(user) ?? [];
  const modal = (user: string) => stack(user).at(-1) ?? null;
  const home = (user: string) => homes.get(user) ?? null;

  function show(user: string, views: OpenView[]): void {
    stacks.set(user, views);
    tell(user);
  }
  function tell(user: string): void {
    news.tell({ type: 'view', user, modal: toPageView(modal(user)), home: toPageView(home(user)) });
  }

  return {
    open({ user, conversation }, spec) {
      const view = { ...create(user, spec, null), conversation };
      show(user, [view]);
      return view;
    },
    push(user, spec) {
      const view = create(user, spec, modal(user));
      show(user, [...stack(user), view]);
      return view;
    },
    replace(view, spec) {
      const next = { ...view, ...spec, hash: newHash() };
      if (view.type === 'home') homes.set(view.user, next);
      else
        stacks.set(
          view.user,
          stack(view.user).map((open) => (open.id === view.id ? next : open)),
        );
      tell(view.user);
      return next;
    },
    publish(user, spec) {
      const view = { ...create(user, spec, null), ...sameIdentity(home(user)), hash: newHash() };
      homes.set(user, view);
      tell(user);
      return view;
    },
    pop: (user) => show(user, stack(user).slice(0, -1)),
    clear: (user) => show(user, []),
    find: (id) =>
      [...homes.values(), ...[...stacks.values()].flat()].find(
        (view) => view.id === id || (view.external_id !== '' && view.external_id === id),
      ),
    stack,
    modal,
    home,
  };

  function create(user: string, spec: ViewSpec, below: OpenView | null): OpenView {
    const id = newId('V');
    const root_view_id = below?.root_view_id ?? id;
    const conversation = below?.conversation;
    const previous_view_id = below?.id ?? null;
    return { ...spec, id, user, conversation, hash: newHash(), root_view_id, previous_view_id };
  }

  /** A Home tab keeps its id through all its versions. */
  function sameIdentity(before: OpenView | null): { id?: string; root_view_id?: string } {
    return before ? { id: before.id, root_view_id: before.root_view_id } : {};
  }

  function newHash(): string {
    return `${clock.nowSeconds()}.${newSecret().slice(0, 8)}`;
  }
}

/** The view's blocks with everything they start with. */
export function startingBlocks({ blocks, conversation }: OpenView): Block[] {
  return withCurrentConversation(blocks, conversation);
}

/** A view as the page is told of it. */
export function toPageView(view: OpenView | null): View | null {
  if (!view) return null;
  const { id, type, callback_id, private_metadata, hash } = view;
  return {
    ...{ id, type, callback_id, private_metadata, hash, blocks: startingBlocks(view) },
    ...(view.title ? { title: view.title.text } : {}),
    ...(view.submit ? { submit: view.submit.text } : {}),
    ...(view.close ? { close: view.close.text } : {}),
  };
}
