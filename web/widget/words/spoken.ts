// The widget's own words in the language of the screen: Vietnamese where that is none of the two.

export interface Spoken<Words> {
  vi: Words;
  en: Words;
}

export const spoken = <Words>(language: string, words: Spoken<Words>): Words =>
  language === 'en' ? words.en : words.vi;
