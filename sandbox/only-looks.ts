/** Commands that only look: their words, without accents, or a request's number. */
const looking =
  /^\/unlink\s+(?:help|\?|status|pending|mine|history|show|xem|tro giup|trang thai|dang cho|cho duyet|cua toi|lich su|ur-)/u;

/** True for a command that asks for nothing to be unlinked. */
export function onlyLooks(command: string): boolean {
  return looking.test(command.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'));
}
