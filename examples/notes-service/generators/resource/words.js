// Spells names, and makes plurals of English nouns.

const split = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

export const kebab = (name) => split(name).join('-');
export const snake = (name) => split(name).join('_');
export const pascal = (name) => split(name).map(capital).join('');
export const camel = (name) =>
  split(name)
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join('');

/** `a note`, `an order`, `a user`. */
export const withArticle = (words) => (/^([aeio]|u(?!s|ni))/.test(words) ? `an ${words}` : `a ${words}`);

const irregular = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  foot: 'feet',
  tooth: 'teeth',
  goose: 'geese',
  mouse: 'mice',
  ox: 'oxen',
  datum: 'data',
  medium: 'media',
  criterion: 'criteria',
  phenomenon: 'phenomena',
  quiz: 'quizzes',
  hero: 'heroes',
  potato: 'potatoes',
  tomato: 'tomatoes',
  echo: 'echoes',
  veto: 'vetoes',
  leaf: 'leaves',
  knife: 'knives',
  life: 'lives',
  wife: 'wives',
  half: 'halves',
  shelf: 'shelves',
  wolf: 'wolves',
  thief: 'thieves',
};

// One and many are the same word, or there is nothing to count.
const invariable = new Set(
  'data equipment feedback fish hardware information media metadata money music news series sheep software species'.split(
    ' ',
  ),
);

/** The plural of a kebab-case name: its last word's. */
export function pluralOf(name) {
  const [, before, word] = /^(.*?)([^-]*)$/.exec(name);
  if (Object.hasOwn(irregular, word)) return before + irregular[word];
  if (invariable.has(word)) return name;
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
  if (/sis$/.test(name)) return name.replace(/is$/, 'es');
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

const singularInS = new Set('alias atlas bias canvas chaos gas lens news series species'.split(' '));

/** Whether a kebab-case name seems to name many already. */
export function looksPlural(name) {
  const word = name.split('-').at(-1);
  if (Object.values(irregular).includes(word)) return !invariable.has(word);
  return /[^siu]s$/.test(word) && !singularInS.has(word);
}
