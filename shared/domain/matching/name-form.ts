/** A customer's name reduced to what is compared: its words without accents, titles and company forms, in one order. */
export type NameForm = Readonly<{ words: readonly string[]; key: string }>;

// What a name may carry or leave out without being another name.
const unsaid = new Set(
  (
    'mr mrs ms miss dr prof herr frau hr fr mme mlle monsieur madame dhr mevr mw sr sra ' +
    'gmbh ag kg ug ohg gbr ev bv nv vof cv sarl sas sasu sa eurl srl spa sl slu ltd limited llc llp inc corp co company plc oy ab as aps'
  ).split(' '),
);

// Letters that decomposing does not take apart.
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const longestName = 120;

/**
 * The form of a name: `Müller, Jörg`, `Joerg Mueller` and `JÖRG MÜLLER` have one. An umlaut written as two letters is
 * read as the letter, on both sides alike, so that it does not matter who wrote which.
 */
export function nameFormOf(name: string): NameForm {
  const plain = name
    .slice(0, longestName)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/gu, (letter) => letters[letter] ?? letter)
    // `B.V.` and `S.A.R.L.` are one word each; `J.P.` is two initials, told apart below by not being a company form.
    .replace(/\b(?:\p{L}\.){2,}/gu, (dotted) => (unsaid.has(dotted.replaceAll('.', '')) ? ' ' : dotted))
    .replace(/[’']/gu, '');
  const words = plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !unsaid.has(word))
    .map((word) => word.replace(/([aou])e/gu, '$1'))
    .toSorted();
  return { words, key: words.join(' ') };
}

/** How far two names agree, in percent: 100 is equal after normalising, 0 is not comparable or another name. */
export function nameAgreement(a: NameForm, b: NameForm): number {
  if (a.key === '' || b.key === '') return 0;
  if (a.key === b.key) return sameName;
  const [shorter, longer] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
  const used = new Set<number>();
  let sum = 0;
  let whole = 0;
  // Whole words first, so that an initial never takes the place of the word that another one equals.
  for (const word of shorter.toSorted((x, y) => y.length - x.length)) {
    const best = bestPartner(word, longer, used);
    if (best === undefined) return 0;
    used.add(best.index);
    sum += best.agreement;
    if (best.agreement >= nearlyEqualWords && word.length > 1) whole += 1;
  }
  if (whole === 0) return 0;
  const left = longer.length - used.size;
  return Math.max(1, Math.round(sum / shorter.length) - left * missingWord);
}

/** Equal after normalising. */
export const sameName = 100;
/** From here on a name is taken for the other one with words left out, abbreviated or misspelt by a letter. */
export const compatibleName = 50;

const equalWords = 97;
const nearlyEqualWords = 80;
const beginningOfWord = 75;
const initialOfWord = 70;
const missingWord = 8;

function bestPartner(
  word: string,
  words: readonly string[],
  used: ReadonlySet<number>,
): Readonly<{ index: number; agreement: number }> | undefined {
  let best: Readonly<{ index: number; agreement: number }> | undefined;
  for (const [index, other] of words.entries()) {
    if (used.has(index)) continue;
    const agreement = wordAgreement(word, other);
    if (agreement > (best?.agreement ?? 0)) best = { index, agreement };
  }
  return best;
}

function wordAgreement(a: string, b: string): number {
  if (a === b) return equalWords;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 1) return long.startsWith(short) ? initialOfWord : 0;
  if (short.length >= 3 && long.startsWith(short)) return beginningOfWord;
  return short.length >= 5 && isOneEditApart(short, long) ? nearlyEqualWords : 0;
}

/** Whether one letter more, one less, one other or two exchanged make the words equal. `short` is not the longer one. */
function isOneEditApart(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
