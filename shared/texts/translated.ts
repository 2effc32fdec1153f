/** Languages that a text may be in. English and French are complete; a text that lacks another one is shown in English. */
export const languages = ['en', 'fr', 'nl', 'de'] as const;
/** One of the languages. */
export type Language = (typeof languages)[number];

/** A text in every language that must be there, and in others as far as they are. */
export type Translated = Readonly<{ en: string; fr: string; nl?: string; de?: string }>;

/** Who reads: the language of the texts, and the locale of amounts and dates (`fr-CA` and `fr-FR` write them differently). */
export type Reader = Readonly<{ language: Language; locale: string }>;

/** A text as somebody reads it. */
export const inLanguage = (text: Translated, { language }: Reader): string => text[language] ?? text.en;
