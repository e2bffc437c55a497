/** One fault of a payload, in Slack's words, at a JSON pointer. */
export interface Fault {
  message: string;
  pointer: string;
}

/** Checks a value and reports every fault it finds. */
export type Check = (value: unknown, pointer: string, report: (fault: Fault) => void) => void;

/** A property of an object: its check, and whether it is required. */
export interface Property {
  check: Check;
  required: boolean;
}

/** A required property. */
export const need = (check: Check): Property => ({ check, required: true });

/** An optional property. */
export const may = (check: Check): Property => ({ check, required: false });

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a check finds no fault. */
export function isFaultless(check: Check, value: unknown): boolean {
  let faultless = true;
  check(value, '', () => {
    faultless = false;
  });
  return faultless;
}

/** A string of limited length, counted as Slack does: in code points. */
export function textOf(maxLength: number, minLength = 0): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string') return report({ message: 'must provide a string', pointer });
    const length = Array.from(value).length;
    if (length > maxLength) report({ message: `must be less than ${maxLength + 1} characters`, pointer });
    if (length < minLength) report({ message: `must be more than ${minLength - 1} characters`, pointer });
  };
}

/** A string that matches. */
export function pattern(expression: RegExp): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !expression.test(value))
      report({ message: `must match pattern "${expression.source}"`, pointer });
  };
}

/** One of the given words. */
export function wordOf(...words: string[]): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !words.includes(value))
      report({ message: `must be a valid enum value: ${words.join(', ')}`, pointer });
  };
}

/** True or false. */
export const flag: Check = (value, pointer, report) => {
  if (typeof value !== 'boolean') report({ message: 'must provide a boolean', pointer });
};

/** A whole number within bounds. */
export function integer(min: number, max: number): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return report({ message: 'must provide an integer', pointer });
    if (value < min) report({ message: `must be greater than or equal to ${min}`, pointer });
    if (value > max) report({ message: `must be less than or equal to ${max}`, pointer });
  };
}

/** A list of limited length whose items all pass the check. */
export function listOf(item: Check, maxItems: number, minItems = 1): Check {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report({ message: 'must provide an array', pointer });
    if (value.length < minItems) report({ message: `must provide at least ${minItems} items`, pointer });
    if (value.length > maxItems) report({ message: `no more than ${maxItems} items allowed`, pointer });
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, report);
  };
}

/** An object with these properties and no others. */
export function objectOf(properties: Record<string, Property>, ...rules: Check[]): Check {
  const known = new Map(Object.entries(properties));
  return (value, pointer, report) => {
    if (!isRecord(value)) return report({ message: 'must provide an object', pointer });
    for (const [name, property] of known) {
      if (value[name] !== undefined) property.check(value[name], `${pointer}/${name}`, report);
      else if (property.required) report({ message: `missing required field: ${name}`, pointer });
    }
    for (const name of Object.keys(value))
      if (!known.has(name)) report({ message: `invalid additional property: ${name}`, pointer });
    for (const rule of rules) rule(value, pointer, report);
  };
}

/** An object whose `type` selects its check. */
export function byType(checks: Record<string, Check>): Check {
  const known = new Map(Object.entries(checks));
  return (value, pointer, report) => {
    if (!isRecord(value)) return report({ message: 'must provide an object', pointer });
    if (value['type'] === undefined) return report({ message: 'missing required field: type', pointer });
    const check = known.get(String(value['type']));
    if (check) check(value, pointer, report);
    else report({ message: `unsupported type: ${String(value['type'])}`, pointer: `${pointer}/type` });
  };
}

/** A rule over a whole object: reports `message` when it does not hold. */
export function rule(holds: (value: Record<string, unknown>) => boolean, message: string): Check {
  return (value, pointer, report) => {
    if (isRecord(value) && !holds(value)) report({ message, pointer });
  };
}
