import { invisible } from '../../core/text/invisible.js';

/**
 * The in-page script that reads text as a person sees it: in lines, without parts that are hidden, collapsed, kept from
 * screen readers (`aria-hidden`), or shown only under the pointer.
 */
export const TEXT_SCRIPT = `
const invisible = new RegExp(${JSON.stringify(invisible.source)}, 'gu');
const clean = (text) => (text ?? '').normalize('NFC').replace(/\\s+/g, ' ').trim();
const folded = (text) => clean(clean(text).replace(invisible, '')).toLowerCase();
const buttons = 'button, [role=button], input[type=button], input[type=submit]';

/* A table's measuring row, and text only for screen readers, have a box without any space. */
const isFoldedAway = (element, { overflow, display, fontSize }) => {
  if (fontSize === '0px') return true;
  if (overflow === 'visible' || display === 'inline' || display === 'contents') return false;
  const { width, height } = element.getBoundingClientRect();
  return width <= 1 || height <= 1;
};
const isContent = (element, style) =>
  element.checkVisibility({ visibilityProperty: true }) && style.opacity !== '0' &&
  element.getAttribute('aria-hidden') !== 'true' && element.getAttribute('role') !== 'tooltip' && !isFoldedAway(element, style);
const isInline = ({ display }) => display === 'inline' || display === 'contents';

const readLines = (root, isLeftOut) => {
  const lines = [''];
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines.push(lines.pop() + node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const style = getComputedStyle(node);
    if (isLeftOut(node, style)) return;
    const isApart = node.tagName === 'BR' || !isInline(style);
    if (isApart) lines.push('');
    node.childNodes.forEach(read);
    if (isApart) lines.push('');
  };
  root.childNodes.forEach(read);
  return lines.map(clean).filter((line) => line.replace(invisible, '').trim() !== '');
};
/* A button's text is part of its cell's text only if the cell has no other. */
const linesOf = (root) => {
  const readings = [
    (node, style) => !isContent(node, style) || node.matches(buttons),
    (node, style) => !isContent(node, style),
    (node) => !node.checkVisibility({ visibilityProperty: true }),
  ];
  for (const isLeftOut of readings) {
    const lines = readLines(root, isLeftOut);
    if (lines.length > 0) return lines;
  }
  return [];
};
const textOf = (root) => root ? linesOf(root).join(' ') : '';
`;
