import { readFileSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';

export interface Stage {
  readonly name: string;
  readonly from: string;
  /** Instructions after FROM: the keyword in capitals, and its arguments on one line. */
  readonly steps: readonly { readonly does: string; readonly what: string }[];
}

/** The stages of the Dockerfile, in its order. */
export function dockerStages(): Stage[] {
  const file = DockerfileParser.parse(readFileSync('Dockerfile', 'utf8'));
  const stages: { name: string; from: string; steps: { does: string; what: string }[] }[] = [];
  for (const instruction of file.getInstructions()) {
    const does = instruction.getKeyword();
    const what = instruction
      .getTextContent()
      .slice(does.length)
      .trim()
      .replace(/\s*\\\n\s*/gu, ' ');
    if (does === 'FROM') {
      const [from = '', , name = ''] = what.split(' ');
      stages.push({ name, from, steps: [] });
    } else stages.at(-1)?.steps.push({ does, what });
  }
  return stages;
}
