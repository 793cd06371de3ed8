/**
 * Recognises the kind of a place from the words of an office list: by id, by its labels in German and English, by parts of
 * labels ("Café / Gaststätte"), and by the other names below; without regard to case, umlauts, hyphens and plural endings.
 */
import type { Catalogue } from './catalogue.ts'
import { foldText } from './facility-text.ts'

/** Other names by kind. A name under several kinds means all of them. Kinds that a catalogue does not have are skipped. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  senior_meeting_place: ['Seniorenbegegnungsstätte', 'Seniorenbegegnung', 'Altentagesstätte', 'Seniorenclub', 'Altenclub', 'Seniorenzentrum', 'Seniorentreffpunkt', 'Offener Seniorentreff', 'Seniorencafé', 'Begegnungsstätte'], // prettier-ignore
  senior_service_centre: ['ASZ', 'Altenservicezentrum', 'Alten-Service-Zentrum', 'Seniorenservicezentrum', 'Servicezentrum für Senioren'], // prettier-ignore
  neighbourhood_meeting: ['Bürgertreff', 'Quartierstreff', 'Stadtteilzentrum', 'Nachbarschaftszentrum', 'Nachbarschaftshaus', 'Begegnungszentrum', 'Stadtteilbüro', 'Quartiersbüro', 'Community centre'], // prettier-ignore
  multigenerational_house: ['MGH'],
  village_hall: ['Gemeindezentrum', 'Bürgerzentrum', 'Bürgersaal'],
  parish_hall: [
    'Kirche',
    'Pfarrheim',
    'Pfarrzentrum',
    'Gemeindesaal',
    'Pfarrhaus',
    'Kirchengemeinde',
    'Place of worship',
  ],
  volunteer_agency: ['Freiwilligenzentrum', 'Ehrenamtsbüro', 'Ehrenamtsagentur'],
  lunch_table: ['Suppenküche', 'Offener Mittagstisch', 'Seniorenmittagstisch'],
  food_bank: ['Tafel', 'Lebensmitteltafel'],
  social_counselling: ['Beratungsstelle', 'Seniorenbüro', 'Sozialbüro', 'Beratung', 'Seniorenberatungsstelle'],
  day_care_seniors: [
    'Tagespflegeeinrichtung',
    'Seniorentagespflege',
    'Tagesklinik für Senioren',
    'Teilstationäre Pflege',
  ],
  home_care_service: ['Pflegedienst', 'Ambulante Pflege', 'Mobiler Pflegedienst', 'Ambulanter Dienst'],
  nursing_home: ['Pflegeheim', 'Altenheim', 'Altenpflegeheim', 'Seniorenheim', 'Seniorenpflegeheim', 'Pflegeeinrichtung', 'Vollstationäre Pflege', 'Vollstationäre Pflegeeinrichtung', 'Seniorenresidenz', 'Alten- und Pflegeheim'], // prettier-ignore
  short_term_care: ['Kurzzeitpflegeeinrichtung'],
  hospice: ['Hospiz', 'Palliativstation'],
  assisted_living: ['Seniorenwohnanlage', 'Seniorenwohnen', 'Seniorenwohnung', 'Altenwohnung', 'Betreute Wohnanlage', 'Wohnen mit Service'], // prettier-ignore
  shared_care_flat: ['Pflege-WG', 'Demenz-WG', 'Ambulant betreute Wohngemeinschaft', 'Senioren-WG'],
  multigen_housing: ['Mehrgenerationenwohnen', 'Gemeinschaftliches Wohnen', 'Wohnprojekt'],
  general_practitioner: ['Hausarzt', 'Hausärztin', 'Allgemeinarzt', 'Allgemeinmedizin', 'Allgemeinmediziner', 'Praktischer Arzt', 'Arzt', 'Arztpraxis', 'Ärzte', 'Doctor', 'GP'], // prettier-ignore
  specialist: ['Facharzt', 'Fachärzte', 'Facharztpraxis', 'Zahnarzt', 'Zahnärzte', 'Zahnarztpraxis', 'Dentist', 'Arzt', 'Arztpraxis', 'Ärzte', 'Doctor'], // prettier-ignore
  therapy: ['Physiotherapie', 'Ergotherapie', 'Logopädie', 'Krankengymnastik', 'Therapiepraxis', 'Physiotherapeut', 'Podologie'], // prettier-ignore
  hospital: ['Klinik', 'Klinikum'],
  medical_supply: ['Sanitätshaus', 'Optiker', 'Hörgeräteakustiker', 'Hörakustiker', 'Augenoptiker'],
  supermarket: ['Supermarkt', 'Discounter', 'Lebensmittelmarkt', 'Vollsortimenter', 'Verbrauchermarkt'],
  small_food_shop: ['Bäckerei', 'Metzgerei', 'Fleischerei', 'Hofladen', 'Lebensmittelladen', 'Kiosk', 'Nahversorger', 'Wochenmarkt', 'Obst und Gemüse'], // prettier-ignore
  drugstore: ['Drogeriemarkt', 'Chemist'],
  bank_atm: ['Sparkasse', 'Bankfiliale', 'Geldautomat', 'Volksbank'],
  post: ['Postfiliale', 'Postagentur', 'DHL Paketshop', 'Postamt'],
  post_box: ['Postbriefkasten'],
  cafe_restaurant: ['Restaurant', 'Gasthaus', 'Gasthof', 'Gastronomie', 'Gastwirtschaft'],
  pt_stop: [
    'Haltestelle',
    'Bushaltestelle',
    'Straßenbahnhaltestelle',
    'ÖPNV-Haltestelle',
    'Bus stop',
    'Tram stop',
    'Stop',
  ],
  rail_station: ['Bahnhof', 'Haltepunkt', 'S-Bahnhof', 'Train station'],
  bench: ['Bank (Sitzbank)', 'Ruhebank', 'Parkbank'],
  public_toilet: ['Toilette', 'WC', 'WC-Anlage', 'Toilettenanlage', 'Behinderten-WC', 'Öffentliche Toilette'],
  kindergarten: ['Kindergarten', 'Kindertagesstätte', 'Kindertageseinrichtung', 'Krippe', 'Kinderkrippe', 'Kinderhaus', 'Kindertagespflege', 'Kindergärten', 'Nursery', 'Childcare'], // prettier-ignore
  primary_school: ['Grundschule', 'GGS', 'KGS'],
  secondary_school: ['Gymnasium', 'Gymnasien', 'Gesamtschule', 'Realschule', 'Hauptschule', 'Sekundarschule', 'Mittelschule', 'Oberschule', 'Gemeinschaftsschule', 'Berufskolleg', 'Berufsschule', 'Förderschule', 'Stadtteilschule'], // prettier-ignore
  family_centre: ['Familienbüro', 'Familienbildungsstätte', 'Elterntreff', 'Familientreff'],
  playground_0_6: ['Spielplatz', 'Kleinkinderspielplatz', 'Playground'],
  playground_6_12: ['Spielplatz', 'Kinderspielplatz', 'Playground'],
  playground_12plus: ['Bolzplatz', 'Skateanlage', 'Skatepark', 'Jugendplatz', 'Streetballplatz'],
  youth_centre: ['Jugendtreff', 'Jugendhaus', 'Jugendclub', 'Jugendfreizeitstätte', 'Offene Tür', 'Kinder- und Jugendzentrum', 'Jugendeinrichtung'], // prettier-ignore
  adult_education: ['VHS', 'Volkshochschule', 'Bildungszentrum'],
  library: ['Bücherei', 'Stadtbücherei', 'Stadtbibliothek', 'Stadtteilbibliothek', 'Stadtteilbücherei', 'Mediathek'],
  park: ['Grünfläche', 'Stadtpark', 'Garten', 'Grünzug'],
  sports_facility: ['Sportplatz', 'Sporthalle', 'Turnhalle', 'Sportanlage', 'Sportverein', 'Fitnessstudio', 'Sportzentrum', 'Stadion', 'Sportstätte'], // prettier-ignore
  swimming: ['Hallenbad', 'Freibad', 'Schwimmhalle', 'Schwimmbäder', 'Badeanstalt', 'Schwimmhallen'],
  culture: ['Theater', 'Kino', 'Museum', 'Museen', 'Soziokulturelles Zentrum', 'Kulturzentrum', 'Galerie', 'Kultur', 'Kultureinrichtung'], // prettier-ignore
  allotment: ['Kleingartenanlage', 'Kleingartenverein', 'Schrebergarten', 'Gemeinschaftsgarten', 'Gartenverein'],
}

export interface KindMatch {
  /** Kinds that the text names; empty where none is known. */
  readonly categoryIds: readonly string[]
  /** Parts of the text that name no kind, where others do. */
  readonly unknownParts: readonly string[]
}

export interface KindNames {
  find(text: string): KindMatch
}

/** Lists repeat a few words in thousands of rows; the answers for them are kept. */
const MAXIMUM_REMEMBERED = 1000

/** Ids by name, in tables from the most to the least exact. */
type NameTables = readonly ReadonlyMap<string, ReadonlySet<string>>[]

/** `mapping` (text of the list → id of a kind) goes before everything else. */
export function createKindNames(catalogue: Catalogue, mapping: Readonly<Record<string, string>> = {}): KindNames {
  const chosen = new Map(Object.entries(mapping).map(([text, id]) => [foldText(text), [id]]))
  const tables = buildNameTables(catalogue)

  const findWhole = (text: string): readonly string[] => {
    const folded = foldText(text)
    if (folded === '') return []
    const mapped = chosen.get(folded)
    if (mapped) return mapped
    for (const table of tables) {
      for (const form of [folded, ...stemsOf(folded)]) {
        const ids = table.get(form)
        if (ids) return [...ids]
      }
    }
    return []
  }

  const findParts = (text: string): KindMatch => {
    const whole = findWhole(text)
    if (whole.length > 0) return { categoryIds: whole, unknownParts: [] }
    const withoutBrackets = findWhole(text.replace(/\([^)]*\)/g, ' '))
    if (withoutBrackets.length > 0) return { categoryIds: withoutBrackets, unknownParts: [] }
    const parts = text.split(/[;,/|+&]| und | and /i).filter((part) => foldText(part) !== '')
    const found = parts.map(findWhole)
    return {
      categoryIds: [...new Set(found.flat())],
      unknownParts: parts.filter((_, i) => found[i].length === 0).map((part) => part.trim()),
    }
  }

  const remembered = new Map<string, KindMatch>()
  return {
    find(text) {
      let match = remembered.get(text)
      if (match === undefined) {
        match = findParts(text)
        if (remembered.size < MAXIMUM_REMEMBERED) remembered.set(text, match)
      }
      return match
    },
  }
}

function buildNameTables(catalogue: Catalogue): NameTables {
  const ids = new Map<string, Set<string>>()
  const labels = new Map<string, Set<string>>()
  const names = new Map<string, Set<string>>()
  const stems = new Map<string, Set<string>>()
  for (const { id, label } of catalogue.categories) {
    enter(ids, foldText(id), id)
    for (const text of [label.de, label.en]) {
      enter(labels, foldText(text), id)
      const withoutBrackets = text.replace(/\([^)]*\)/g, ' ')
      enter(names, foldText(withoutBrackets), id)
      // "Physio-" is no name by itself.
      const parts = withoutBrackets.split(/[/,]| und | and /).filter((part) => !part.trim().endsWith('-'))
      for (const part of parts) enter(names, foldText(part), id)
    }
    for (const text of OTHER_NAMES[id] ?? []) enter(names, foldText(text), id)
  }
  for (const table of [labels, names]) {
    for (const [folded, owners] of table) {
      for (const stem of stemsOf(folded)) for (const id of owners) enter(stems, stem, id)
    }
  }
  return [ids, labels, names, stems]
}

function enter(table: Map<string, Set<string>>, name: string, id: string): void {
  if (name === '') return
  const ids = table.get(name)
  if (ids) ids.add(id)
  else table.set(name, new Set([id]))
}

/**
 * Forms that words share when written together or apart, in singular or plural, with or without umlaut: "Altenwohnungen"
 * and "Alten-Wohnung", "Spielplätze" and "Spielplatz", "Offene Treffs" and "Offener Treff".
 */
function stemsOf(folded: string): string[] {
  const words = folded.replace(/([aou])e/g, '$1').split(' ')
  return [stemOf(words.join('')), words.map(stemOf).join('')]
}

function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(innen|nen|ern|en|er|es|is|um|e|n|s)$/, '') : word
}
