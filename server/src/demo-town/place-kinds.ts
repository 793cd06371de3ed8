import type { QuarterType } from './recipe.ts'

/**
 * What a town of some size has, by kind: how many people share one, where it likes to be, how OpenStreetMap tags it or how
 * the list of the town hall calls it. Figures are rounded from German averages (about 4,500 people per pharmacy, 1,600 per
 * family doctor …); they make a believable town, they are not a norm.
 */
export interface PlaceKind {
  /** Kinds of the catalogue that it counts as; the first one names it. */
  readonly categoryIds: readonly string[]
  readonly people: number
  /** Towns of fewer people have none. */
  readonly fromPeople?: number
  readonly apartMetres: number
  readonly where: Readonly<Partial<Record<QuarterType, number>>>
  /** Shops like main streets: weight on them relative to side streets. */
  readonly mainStreet: number
  readonly name: NameStyle
  /** Tags on OpenStreetMap; null where only the list knows the place. */
  readonly tags: Readonly<Record<string, string>> | null
  /** Value of the list's column "Art". */
  readonly art?: string
  readonly places?: readonly [low: number, high: number]
}

export type NameStyle =
  | 'pharmacy'
  | 'doctor'
  | 'dentist'
  | 'surname'
  | 'kindergarten'
  | 'supermarket'
  | 'bank'
  | 'social'
  | 'street'
  | 'none'
  | `=${string}`

const CENTRAL = { 'old-town': 5, perimeter: 2.2, rows: 1, slabs: 1, suburb: 0.3, village: 0.6 } as const
const EVEN = { 'old-town': 1, perimeter: 1, rows: 1, slabs: 1, suburb: 0.9, village: 1 } as const
const LOCAL = { 'old-town': 2.2, perimeter: 1.3, rows: 1, slabs: 0.9, suburb: 0.6, village: 1.3 } as const
const CARE = { 'old-town': 0.7, perimeter: 0.8, rows: 1.3, slabs: 1.2, suburb: 0.8, village: 0.4 } as const
const NO_VILLAGE = { 'old-town': 1, perimeter: 1, rows: 1, slabs: 1, suburb: 0.5 } as const

const osm = (
  categoryIds: readonly string[],
  people: number,
  apartMetres: number,
  where: PlaceKind['where'],
  mainStreet: number,
  name: NameStyle,
  tags: Readonly<Record<string, string>>,
  fromPeople = 0,
): PlaceKind => ({ categoryIds, people, apartMetres, where, mainStreet, name, tags, fromPeople })

const list = (
  art: string,
  categoryId: string,
  people: number,
  apartMetres: number,
  where: PlaceKind['where'],
  places: readonly [number, number] | undefined,
  fromPeople = 0,
): PlaceKind => ({
  art,
  categoryIds: [categoryId],
  people,
  apartMetres,
  where,
  mainStreet: 1,
  name: 'social',
  tags: null,
  places,
  fromPeople,
})

const social = (kind: string, more: Readonly<Record<string, string>> = {}) => ({
  amenity: 'social_facility',
  social_facility: kind,
  ...more,
})

export const PLACE_KINDS: readonly PlaceKind[] = [
  osm(['pharmacy'], 4300, 380, LOCAL, 6, 'pharmacy', { amenity: 'pharmacy', dispensing: 'yes' }),
  osm(['general_practitioner'], 1650, 140, LOCAL, 2, 'doctor', {
    amenity: 'doctors',
    healthcare: 'doctor',
    'healthcare:speciality': 'general',
  }),
  osm(['specialist'], 4200, 90, CENTRAL, 3, 'doctor', {
    amenity: 'doctors',
    healthcare: 'doctor',
    'healthcare:speciality': 'ophthalmology',
  }),
  osm(['specialist'], 5200, 90, CENTRAL, 3, 'doctor', {
    amenity: 'doctors',
    healthcare: 'doctor',
    'healthcare:speciality': 'orthopaedics',
  }),
  osm(['specialist'], 5600, 90, CENTRAL, 3, 'doctor', {
    amenity: 'doctors',
    healthcare: 'doctor',
    'healthcare:speciality': 'dermatology',
  }),
  osm(['specialist'], 1900, 120, LOCAL, 2, 'dentist', { amenity: 'dentist', healthcare: 'dentist' }),
  osm(['therapy'], 3200, 150, LOCAL, 2, 'surname', { healthcare: 'physiotherapist' }),
  osm(['therapy'], 12000, 300, CENTRAL, 2, 'surname', { healthcare: 'speech_therapist' }),
  osm(['medical_supply'], 8500, 150, CENTRAL, 5, 'surname', { shop: 'optician' }),
  osm(['medical_supply'], 15000, 250, CENTRAL, 5, 'surname', { shop: 'hearing_aids' }),
  osm(['medical_supply'], 20000, 300, CENTRAL, 4, 'surname', { shop: 'medical_supply' }),
  osm(['supermarket'], 9500, 450, CENTRAL, 6, 'supermarket', { shop: 'supermarket' }),
  osm(['small_food_shop'], 2100, 170, LOCAL, 5, 'surname', { shop: 'bakery' }),
  osm(['small_food_shop'], 6200, 250, LOCAL, 4, 'surname', { shop: 'butcher' }),
  osm(['small_food_shop'], 5400, 250, { ...NO_VILLAGE, 'old-town': 2 }, 3, 'surname', { shop: 'convenience' }),
  osm(['small_food_shop'], 15000, 250, CENTRAL, 3, 'surname', { shop: 'greengrocer' }),
  osm(['drugstore'], 11000, 500, { ...CENTRAL, suburb: 0, village: 0 }, 6, '=Drogerie Blank', { shop: 'chemist' }),
  osm(['bank_atm'], 5600, 250, LOCAL, 6, 'bank', { amenity: 'bank', atm: 'yes' }),
  osm(['bank_atm'], 7000, 300, EVEN, 5, 'none', { amenity: 'atm' }),
  osm(['post'], 7600, 550, LOCAL, 4, '=Postfiliale', { amenity: 'post_office' }),
  osm(['post_box'], 1350, 320, EVEN, 2, 'none', { amenity: 'post_box' }),
  osm(['cafe_restaurant'], 2500, 60, CENTRAL, 4, 'surname', { amenity: 'cafe' }),
  osm(['cafe_restaurant'], 1300, 50, CENTRAL, 3, 'surname', { amenity: 'restaurant' }),
  osm(['public_toilet'], 9000, 450, { ...CENTRAL, suburb: 0 }, 3, 'none', { amenity: 'toilets', access: 'yes' }),
  { ...osm(['kindergarten'], 2350, 330, EVEN, 0.5, 'kindergarten', { amenity: 'kindergarten' }), places: [40, 140] },
  osm(['library'], 26000, 1100, { 'old-town': 3, perimeter: 1, slabs: 1.5, rows: 1 }, 3, '=Stadtbibliothek', {
    amenity: 'library',
  }),
  osm(['sports_facility'], 12000, 600, NO_VILLAGE, 2, '=Fitness am Fluss', { leisure: 'fitness_centre' }),
  osm(['culture'], 60000, 300, { 'old-town': 3, perimeter: 1 }, 4, '=Stadttheater', { amenity: 'theatre' }, 40000),
  osm(['culture'], 30000, 400, { 'old-town': 1, perimeter: 2 }, 4, '=Filmpalast', { amenity: 'cinema' }, 15000),
  osm(['culture'], 30000, 300, { 'old-town': 3, perimeter: 1 }, 1, '=Heimatmuseum', { tourism: 'museum' }, 8000),
  osm(['neighbourhood_meeting', 'youth_centre'], 14000, 700, NO_VILLAGE, 1, '=Jugendclub', {
    amenity: 'community_centre',
    'community_centre:for': 'juvenile',
  }),
  osm(['neighbourhood_meeting', 'parish_hall'], 12000, 500, EVEN, 0.6, '=Gemeindehaus', {
    amenity: 'community_centre',
    community_centre: 'parish_hall',
  }),
  {
    ...osm(
      ['nursing_home'],
      6800,
      450,
      CARE,
      0.5,
      '=Seniorenpflegeheim',
      social('nursing_home', { 'social_facility:for': 'senior' }),
    ),
    places: [42, 110],
  },
  osm(
    ['home_care_service'],
    15000,
    600,
    CARE,
    1.5,
    '=Pflegedienst',
    social('ambulatory_care', { 'social_facility:for': 'senior' }),
  ),
  osm([], 1500, 60, CENTRAL, 5, 'surname', { shop: 'hairdresser' }),
  osm([], 2600, 40, { 'old-town': 6, perimeter: 1 }, 8, 'surname', { shop: 'clothes' }),
  osm([], 6500, 120, CENTRAL, 4, 'surname', { shop: 'florist' }),
  osm([], 5200, 120, CENTRAL, 4, 'surname', { shop: 'kiosk' }),
  list('Seniorentreff', 'senior_meeting_place', 7500, 650, EVEN, [20, 60]),
  list('Alten- und Service-Zentrum', 'senior_service_centre', 20000, 1200, CARE, [6, 20]),
  list('Nachbarschaftstreff', 'neighbourhood_meeting', 8600, 650, { ...NO_VILLAGE, slabs: 1.5 }, [20, 50]),
  list(
    'Mehrgenerationenhaus',
    'multigenerational_house',
    60000,
    800,
    { perimeter: 2, rows: 2, slabs: 1 },
    [40, 80],
    20000,
  ),
  list('Dorfgemeinschaftshaus', 'village_hall', 22000, 1500, { village: 1 }, [60, 140]),
  list('Freiwilligenagentur', 'volunteer_agency', 60000, 800, { 'old-town': 2, perimeter: 1 }, undefined, 20000),
  list('Mittagstisch', 'lunch_table', 12000, 700, { ...NO_VILLAGE, suburb: 0 }, [20, 60]),
  list('Tafel', 'food_bank', 40000, 1500, { perimeter: 1, slabs: 1 }, [150, 400], 15000),
  list('Sozialberatung', 'social_counselling', 14000, 700, { 'old-town': 2, perimeter: 1, slabs: 1, rows: 1 }, [8, 24]),
  list('Pflegestützpunkt', 'care_support_point', 30000, 1500, { 'old-town': 1, perimeter: 1, rows: 1 }, [12, 30]),
  list('Tagespflege', 'day_care_seniors', 8600, 600, CARE, [12, 24]),
  list('Sozialstation', 'home_care_service', 12000, 600, CARE, [60, 140]),
  list('Kurzzeitpflege', 'short_term_care', 20000, 900, CARE, [10, 20]),
  list('Hospiz', 'hospice', 60000, 900, { suburb: 1, rows: 1 }, [8, 12], 40000),
  list('Betreutes Wohnen', 'assisted_living', 7600, 450, CARE, [18, 60]),
  list('Pflege-Wohngemeinschaft', 'shared_care_flat', 15000, 600, CARE, [8, 12]),
  list('Mehrgenerationenwohnen', 'multigen_housing', 30000, 900, { perimeter: 1, suburb: 1 }, [12, 30]),
  list('Wohnberatung', 'housing_advice', 60000, 900, { 'old-town': 1, perimeter: 1 }, undefined, 20000),
  list('Familienzentrum', 'family_centre', 15000, 900, NO_VILLAGE, [20, 60]),
  list('Jugendzentrum', 'youth_centre', 20000, 1000, { perimeter: 1, slabs: 2, rows: 1 }, [40, 100]),
  list('Volkshochschule', 'adult_education', 60000, 900, { 'old-town': 2, perimeter: 1 }, [80, 160], 8000),
]
