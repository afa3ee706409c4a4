/** How well what is typed finds a command: by its words, in any order. */

const EXACT = 4;
const BEGINS = 3;
const PHRASE = 2;
/** Of a single word: at the start of one of the title's, within one, or in what else it is known by. */
const WORD_START = 1;
const WITHIN = 0.5;
const ELSEWHERE = 0.25;

/**
 * Above 0 when every typed word is in `title` or `others`; the better the higher. Letters that are merely
 * there somewhere find nothing: "alert" must not offer to cancel all orders.
 */
export function wordsRank(search: string, title: string, others: string): number {
  const phrase = search.trim().toLowerCase();
  if (phrase === '') return WORD_START;
  const text = title.toLowerCase();
  if (text === phrase) return EXACT;
  if (text.startsWith(phrase)) return BEGINS;
  if (hasWordStart(text, phrase)) return PHRASE;
  const rest = others.toLowerCase();
  let sum = 0;
  const words = phrase.split(/\s+/);
  for (const word of words) {
    if (hasWordStart(text, word)) sum += WORD_START;
    else if (text.includes(word)) sum += WITHIN;
    else if (rest.includes(word)) sum += ELSEWHERE;
    else return 0;
  }
  return sum / words.length;
}

function hasWordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}
