import type { SeededRandom } from '../../simulation/world/seeded-random.ts';

// Invented syllables: no name here is anybody's, and some customers share one, as in any town.
const beginnings = 'An Be Cor Da El Fé Gi Ha Jo Ka Lu Mi No Ol Pé Ra Sö Ti Ve Wi'.split(' ');
const endings = 'na rik lia mar tje das nel bo ra vin'.split(' ');
const familyBeginnings =
  'Aar Bos Cram Dek Eng Fries Gram Hoek Ja Küh Lam Mül Naud Oster Pau Rö Schaf Til Vos Wes'.split(' ');
const familyMiddles = 'e i o a ern'.split(' ');
const familyEndings = 'ter mann wijk ler sen bach cote veld rin dom hof lier'.split(' ');

/** The name of a customer: always the same for the same id. */
export function nameOf(customerId: string): string {
  let hash = 0x811c9dc5;
  for (const character of customerId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const take = (words: readonly string[]): string => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    return words[hash % words.length] ?? '';
  };
  return `${take(beginnings)}${take(endings)} ${take(familyBeginnings)}${take(familyMiddles)}${take(familyEndings)}`;
}

/** The name as a provider shows it: mostly the same, sometimes abbreviated, in capitals and turned round, or missing. */
export function nameAtProvider(name: string, random: SeededRandom): string | undefined {
  const [first = '', family = ''] = name.split(' ');
  const kind = random.below(100);
  if (kind < 15) return undefined;
  if (kind < 30) return `${first.slice(0, 1)}. ${family}`;
  if (kind < 40) return `${family}, ${first}`.toUpperCase();
  return name;
}
