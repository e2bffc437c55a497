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
  /** The conversation from which the modal was opened. */
  conversation: string | null;
  root_view_id: string;
  previous_view_id: string | null;
}

/** People's open modals (they see the last of a stack) and their Home tabs. */
export class ViewShelf {
  readonly #news: News;
  readonly #clock: Clock;
  readonly #stacks = new Map<string, OpenView[]>();
  readonly #homes = new Map<string, OpenView>();

  constructor(news: News, clock: Clock) {
    this.#news = news;
    this.#clock = clock;
  }

  /** Opens a modal for the person, in place of any other. */
  open({ user, conversation }: Opener, spec: ViewSpec): OpenView {
    const view = { ...this.#create(user, spec, null), conversation };
    this.#show(user, [view]);
    return view;
  }

  /** Opens a modal on top of the one the person sees. */
  push(user: string, spec: ViewSpec): OpenView {
    const view = this.#create(user, spec, this.modal(user));
    this.#show(user, [...this.stack(user), view]);
    return view;
  }

  replace(view: OpenView, spec: ViewSpec): OpenView {
    const next = { ...view, ...spec, hash: this.#newHash() };
    if (view.type === 'home') this.#homes.set(view.user, next);
    else
      this.#stacks.set(
        view.user,
        this.stack(view.user).map((open) => (open.id === view.id ? next : open)),
      );
    this.#tell(view.user);
    return next;
  }

  publish(user: string, spec: ViewSpec): OpenView {
    const same = sameIdentity(this.home(user));
    const view = { ...this.#create(user, spec, null), ...same, hash: this.#newHash() };
    this.#homes.set(user, view);
    this.#tell(user);
    return view;
  }

  /** Closes the top modal. */
  pop(user: string): void {
    this.#show(user, this.stack(user).slice(0, -1));
  }

  /** Closes all modals. */
  clear(user: string): void {
    this.#show(user, []);
  }

  find(idOrExternalId: string): OpenView | null {
    const views = [...this.#homes.values(), ...[...this.#stacks.values()].flat()];
    const found = views.find(
      ({ id, external_id }) =>
        id === idOrExternalId || (external_id !== '' && external_id === idOrExternalId),
    );
    return found ?? null;
  }

  stack(user: string): OpenView[] {
    return this.#stacks.get(user) ?? [];
  }

  modal(user: string): OpenView | null {
    return this.stack(user).at(-1) ?? null;
  }

  home(user: string): OpenView | null {
    return this.#homes.get(user) ?? null;
  }

  #show(user: string, views: OpenView[]): void {
    this.#stacks.set(user, views);
    this.#tell(user);
  }

  #tell(user: string): void {
    const [modal, home] = [toPageView(this.modal(user)), toPageView(this.home(user))];
    this.#news.tell({ type: 'view', user, modal, home });
  }

  #create(user: string, spec: ViewSpec, below: OpenView | null): OpenView {
    const id = newId('V');
    const root_view_id = below?.root_view_id ?? id;
    const conversation = below?.conversation ?? null;
    const previous_view_id = below?.id ?? null;
    return { ...spec, id, user, conversation, hash: this.#newHash(), root_view_id, previous_view_id };
  }

  #newHash(): string {
    return `${this.#clock.nowSeconds()}.${newSecret().slice(0, 8)}`;
  }
}

/** A Home tab keeps its id across all its versions. */
function sameIdentity(before: OpenView | null): { id?: string; root_view_id?: string } {
  return before ? { id: before.id, root_view_id: before.root_view_id } : {};
}

/** The view's blocks with all their initial values. */
export function startingBlocks({ blocks, conversation }: OpenView): Block[] {
  return withCurrentConversation(blocks, conversation);
}

/** A view as the page receives it. */
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
