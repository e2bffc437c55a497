import { authMethods } from './auth.js';
import { chatMethods } from './chat.js';
import { conversationMethods } from './conversations.js';
import { fileMethods } from './files.js';
import type { Method } from './method.js';
import { peopleMethods } from './people.js';
import { validateMethods } from './validate-blocks.js';
import { viewMethods } from './views.js';

/** Every Web API method of the sandbox, except those that need a running server. */
export const methodTable: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...authMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...peopleMethods,
    ...validateMethods,
    ...viewMethods,
  }),
);
