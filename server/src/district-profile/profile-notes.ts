/** What stands with the figures of a profile about small numbers. */
export const PROFILE_NOTES = {
  published: {
    de: 'Alle Bevölkerungszahlen stammen aus veröffentlichten Statistiken. Anteile stehen in der öffentlichen Ausgabe erst ab 30 Menschen.',
    en: 'All population figures come from published statistics. The public edition shows shares from 30 people on.',
  },
  protected: {
    de: 'Die Bevölkerung stammt aus einem Register. Kleine Zahlen sind geschützt: Menschen sind in Stufen gerundet, Anteile in ganzen Prozent und erst ab 30 Menschen angegeben.',
    en: 'The population comes from a register. Small numbers are protected: people are rounded in steps, shares are whole per cent and given from 30 people on.',
  },
  internal: {
    de: 'Die Bevölkerung stammt aus einem Register und ist hier nicht gerundet: nur für den Dienstgebrauch.',
    en: 'The population comes from a register and is not rounded here: for official use only.',
  },
} as const
