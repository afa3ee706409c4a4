import { KNOWLEDGE_CHARS_MAX } from '../../../engine/contract/advisor-words.ts';
import { advisorText } from '../../text/advisor.ts';

/** A file of knowledge by itself, as long as a request may be. */
export interface KnowledgePart {
  readonly text: string;
  readonly incidents: number;
}

/**
 * The parts in which a file of incidents is imported. What is no such file is one part, of which the engine says
 * what is wrong; throws where it is too long for that.
 */
export function knowledgeParts(text: string): readonly KnowledgePart[] {
  const file = knowledgeOf(text);
  if (file === null) return [{ text: bounded(text), incidents: 0 }];
  const { format, version, incidents } = file;
  const partOf = (texts: readonly string[]): KnowledgePart => {
    const head = JSON.stringify({ format, version });
    const part = `${head.slice(0, -1)},"incidents":[${texts.join()}]}`;
    return { text: bounded(part), incidents: texts.length };
  };
  const parts: KnowledgePart[] = [];
  let texts: string[] = [];
  let chars = 0;
  for (const incident of incidents) {
    const each = JSON.stringify(incident);
    if (chars + each.length > INCIDENTS_CHARS_MAX && texts.length > 0) {
      parts.push(partOf(texts));
      texts = [];
      chars = 0;
    }
    texts.push(each);
    chars += each.length + 1;
  }
  return [...parts, partOf(texts)];
}

/** What is around the incidents of a part has some hundred characters. */
const INCIDENTS_CHARS_MAX = KNOWLEDGE_CHARS_MAX - 1_000;

function bounded(text: string): string {
  if (text.length > KNOWLEDGE_CHARS_MAX) throw new Error(advisorText.notKnowledge);
  return text;
}

interface File {
  readonly format: unknown;
  readonly version: unknown;
  readonly incidents: readonly unknown[];
}

function knowledgeOf(text: string): File | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('incidents' in value)) return null;
    const { format = null, version = null, incidents } = value as Partial<File>;
    return Array.isArray(incidents) ? { format, version, incidents } : null;
  } catch {
    // The engine says what is wrong with it.
    return null;
  }
}
