import type { Translated } from './translated.ts';

/**
 * What a person does step by step, in the words of the merchant's own procedure (design §1) and with the labels of the
 * systems as these write them.
 */
export const stepTexts = {
  provider_portal: [
    {
      en: 'Open the portal with your merchant login.',
      fr: 'Ouvrez le portail en ligne du fournisseur avec vos identifiants de marchand.',
    },
    {
      en: 'Locate the transaction by the value of the order, the customer’s name and the date of the transaction.',
      fr: 'Localisez la transaction par la valeur de la commande, le nom du client et la date de la transaction.',
    },
    {
      en: 'Refund the amount that stands here: copy it, and the text for the note.',
      fr: 'Remboursez le montant indiqué ici\u00a0: copiez-le, ainsi que le texte pour la note.',
    },
    {
      en: 'The refund is seen by itself. Where the provider is slow, say “I have refunded it”.',
      fr: 'Le remboursement est constaté automatiquement. Si le fournisseur tarde, indiquez «\u00a0J’ai remboursé\u00a0».',
    },
  ],
  ecom: [
    { en: 'Open the order in the eCom back office.', fr: 'Ouvrez la commande dans l’arrière-boutique.' },
    {
      en: 'For a credit note: “Add credit invoice”, the quantity of each line that comes back (leave the others alone), shipping and payment costs if they go back, the switch Update inventory, then “Add”.',
      fr: 'Pour une note de crédit\u00a0: «\u00a0Ajouter une facture de crédit\u00a0», la quantité de chaque ligne reprise (laissez les autres), les frais d’expédition et de paiement s’ils sont rendus, l’option «\u00a0Mise à jour de l’inventaire\u00a0», puis «\u00a0Ajouter\u00a0».',
    },
    {
      en: 'If a gift card paid: “Cancel order”, at the bottom of the page, and no credit note.',
      fr: 'Si une carte-cadeau a payé\u00a0: «\u00a0Annuler la commande\u00a0», au bas de la page, sans note de crédit.',
    },
    {
      en: 'If an order may have been replaced by its copy: look at both orders, and answer here.',
      fr: 'Si une commande a peut-être été remplacée par sa copie : regardez les deux commandes et répondez ici.',
    },
    {
      en: 'What you did there is seen by itself, and the job leaves the list.',
      fr: 'Ce que vous y faites est constaté automatiquement et quitte la liste.',
    },
  ],
  bank: [
    {
      en: 'Ask the customer where the money may go; no account number is kept here.',
      fr: 'Demandez au client où verser la somme\u00a0; aucun numéro de compte n’est conservé ici.',
    },
    {
      en: 'Transfer the amount with the text that stands here, or pay it in cash.',
      fr: 'Virez le montant avec le texte indiqué ici, ou payez en espèces.',
    },
    { en: 'Say “I have refunded it”.', fr: 'Indiquez «\u00a0J’ai remboursé\u00a0».' },
  ],
  retail: [
    {
      en: 'Stock: item search, the item, History, Inventory Logs. Look for the lines that stand in the case.',
      fr: 'Stocks\u00a0: recherche d’article, l’article, Historique, journaux des stocks (Inventory Logs). Cherchez les lignes indiquées dans le dossier.',
    },
    {
      en: 'Gift card: Customers, Gift cards, the number of the card. Its balance should have the amount back.',
      fr: 'Carte-cadeau\u00a0: Clients, Cartes-cadeaux, le numéro de la carte. Son solde doit avoir retrouvé le montant.',
    },
    {
      en: 'Settle it here with what you found.',
      fr: 'Réglez-le ici avec ce que vous avez constaté.',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Translated[]>>;
