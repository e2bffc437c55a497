import { type Method, methodFor } from './method.js';

/** `apps.connections.open`: an address for one Socket Mode connection. */
export function connectionsOpen(newUrl: () => string): Method {
  return methodFor('app', {}, () => ({ url: newUrl() }));
}
