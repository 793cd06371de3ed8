import type { Categories } from '../contract/region.ts'

/**
 * Ready-made choices of several kinds. `any`: one place of any of the kinds will do; `score`: the share of kinds within reach.
 * The kinds of the 15-minute score are those of daily life that BBSR's study of the 15-minute city names and the catalogue has.
 */
export const BUNDLES: Categories['bundles'] = [
  {
    id: 'meeting',
    label: { de: 'Ein Treffpunkt (irgendeiner)', en: 'A meeting place (any)' },
    mode: 'any',
    categoryIds: [
      'senior_meeting_place',
      'senior_service_centre',
      'neighbourhood_meeting',
      'multigenerational_house',
      'village_hall',
      'parish_hall',
    ],
  },
  {
    id: 'food',
    label: { de: 'Lebensmittel (Supermarkt oder Laden)', en: 'Food (supermarket or shop)' },
    mode: 'any',
    categoryIds: ['supermarket', 'small_food_shop'],
  },
  {
    id: 'care_advice',
    label: { de: 'Beratung zu Pflege und Alter', en: 'Advice on care and ageing' },
    mode: 'any',
    categoryIds: ['care_support_point', 'senior_service_centre', 'social_counselling'],
  },
  {
    id: 'fifteen_minutes',
    label: { de: '15-Minuten-Wert: Alltag', en: '15-minute score: daily life' },
    mode: 'score',
    categoryIds: [
      'supermarket',
      'small_food_shop',
      'drugstore',
      'pharmacy',
      'general_practitioner',
      'bank_atm',
      'post',
      'cafe_restaurant',
      'pt_stop',
      'park',
      'kindergarten',
      'primary_school',
      'playground_6_12',
      'sports_facility',
      'library',
      'neighbourhood_meeting',
    ],
  },
  {
    id: 'ageing_well',
    label: { de: '15-Minuten-Wert: gut älter werden', en: '15-minute score: ageing well' },
    mode: 'score',
    categoryIds: [
      'senior_meeting_place',
      'care_support_point',
      'general_practitioner',
      'pharmacy',
      'supermarket',
      'bank_atm',
      'pt_stop',
      'bench',
      'public_toilet',
      'park',
      'cafe_restaurant',
    ],
  },
]
