import { html } from 'hono/html';
import type { SimulatedShops } from './simulators/host/simulated-shops.ts';

/** Where the simulated systems of the shop are that the guide leads through; missing where other servers are used. */
export type GuideAddresses = Readonly<{ ordersUrl?: string | undefined; itemsUrl?: string | undefined }>;

/** The way through the first shop whose eCom is simulated, and through its Retail where that is too. */
export function guideThrough({ ecom, items }: Pick<SimulatedShops, 'ecom' | 'items'>): GuideAddresses {
  const shop = ecom.find(({ shopId }) => items.some((each) => each.shopId === shopId)) ?? ecom[0];
  return {
    ordersUrl: shop && `${shop.backOfficeUrl}/orders`,
    itemsUrl: items.find(({ shopId }) => shopId === shop?.shopId)?.itemsUrl,
  };
}

const english = {
  signIn: 'Sign in',
  explained: 'On this machine the token that was printed at start lets you in.',
  token: 'Token',
  role: 'Role',
  wrongToken: 'This is not the token that was printed at start.',
  title: 'In five steps',
  note: 'Make a credit note: open an order, enter a quantity and press “Add”:',
  orders: 'the orders in eCom',
  refund: 'Refund it: sign in below; “To do” shows it with the amount and leads to the provider’s portal.',
  match: 'See it matched: seconds later the list has one job less, and its case says why.',
  stock: 'See its stock lines; a credit note without “Update inventory” has two, like the demo’s desk lamp:',
  items: 'the items in Retail',
  twice:
    'Pay one twice: refund another one twice in its portal, and find it under “Differences” after the hours of grace.',
} as const;

const french: Readonly<Record<keyof typeof english, string>> = {
  signIn: 'Se connecter',
  explained: 'Sur cette machine, le jeton affiché au démarrage vous donne accès.',
  token: 'Jeton',
  role: 'Rôle',
  wrongToken: 'Ce n’est pas le jeton affiché au démarrage.',
  title: 'En cinq étapes',
  note: 'Faites une note de crédit\u00a0: ouvrez une commande, saisissez une quantité, puis «\u00a0Ajouter\u00a0»\u00a0:',
  orders: 'les commandes dans l’arrière-boutique',
  refund:
    'Remboursez-la\u00a0: connectez-vous ci-dessous\u00a0; «\u00a0À faire\u00a0» la montre avec son montant et mène au portail en ligne du fournisseur.',
  match:
    'Voyez-la rapprochée\u00a0: quelques secondes plus tard, la liste est plus courte et son dossier dit pourquoi.',
  stock:
    'Voyez ses lignes de stock\u00a0; une note de crédit sans «\u00a0Mise à jour de l’inventaire\u00a0» en a deux, comme la lampe de la démonstration\u00a0:',
  items: 'les articles dans Retail',
  twice:
    'Payez deux fois\u00a0: remboursez-en une autre deux fois sur son portail et trouvez-la sous «\u00a0Écarts\u00a0» après le délai de grâce.',
};

/** What the page says on which people sign in on one machine, in their language. */
export type StartWords = Readonly<{ language: 'en' | 'fr' }> & Readonly<Record<keyof typeof english, string>>;

/** The words in the language that the browser asks for first; English where it is neither. */
export const startWordsFor = (acceptLanguage: string | undefined): StartWords =>
  /^\s*fr\b/i.test(acceptLanguage ?? '') ? { language: 'fr', ...french } : { language: 'en', ...english };

/** The merchant's whole procedure in five lines, for somebody who sees Avoir for the first time. */
export function startGuide(words: StartWords, { ordersUrl, itemsUrl }: GuideAddresses) {
  const linked = (text: string, link: string, url: string | undefined) =>
    url === undefined ? text.replace(/\s*:$/u, '.') : html`${text} <a href="${url}">${link}</a>.`;
  return html`<section><h2>${words.title}</h2><ol>
<li>${linked(words.note, words.orders, ordersUrl)}</li><li>${words.refund}</li><li>${words.match}</li>
<li>${linked(words.stock, words.items, itemsUrl)}</li><li>${words.twice}</li></ol></section>`;
}
