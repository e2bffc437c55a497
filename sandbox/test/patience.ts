/**
 * A test waits for a state this long, in milliseconds. Only a failing test waits to the end; on a busy machine
 * everything takes several times as long.
 */
export const patienceMs = 60_000;
