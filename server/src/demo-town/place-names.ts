import { KINDERGARTENS, PHARMACIES, SAINTS, SUPERMARKETS, SURNAMES } from './names.ts'
import type { NameStyle, PlaceKind } from './place-kinds.ts'
import type { PlaceSetting } from './town-place.ts'
import type { Random } from './random.ts'

/** Names of places, without repetition as long as the words last. */
export interface PlaceNames {
  next(style: NameStyle, kind: PlaceKind, building: number): string | null
  school(kind: string, block: number): string
  church(): string
}

export function createPlaceNames({ buildings, town, streetNames }: PlaceSetting, random: Random): PlaceNames {
  const stock = (words: readonly string[]): (() => string) => {
    let left: string[] = []
    return () => {
      if (left.length === 0) left = random.shuffle(words)
      return left.pop() as string
    }
  }
  const pharmacy = stock(PHARMACIES)
  const surname = stock(SURNAMES)
  const kindergarten = stock(KINDERGARTENS)
  const saint = stock(SAINTS)
  const streetOf = (edge: number | null): string | null => {
    const found = edge === null ? null : town.streets.edges[edge]
    return found === null ? null : streetNames[found.line]
  }
  return {
    school: (kind, block) => {
      const named = town.blocks[block].face.map(({ edge }) => streetOf(edge)).find((name) => name !== null)
      return `${kind} ${named ?? surname()}`
    },
    church: () => saint(),
    next: (style, kind, b) => {
      const street = streetOf(buildings[b].edge)
      switch (style) {
        case 'pharmacy':
          return formatPharmacy(pharmacy())
        case 'doctor':
          return `Praxis Dr. ${surname()}`
        case 'dentist':
          return `Zahnarztpraxis ${surname()}`
        case 'kindergarten':
          return `Kita ${kindergarten()}`
        case 'supermarket':
          return random.pick(SUPERMARKETS)
        case 'bank':
          return random.pick(['Auensparkasse', 'Volksbank an der Selde', 'Bürgerbank'])
        case 'surname':
          return formatTrade(kind, surname(), random)
        case 'social':
          return `${kind.art ?? ''} ${street ?? surname()}`.trim()
        case 'street':
          return street
        case 'none':
          return null
        default:
          return kind.people < 20_000 ? `${style.slice(1)} ${street ?? surname()}` : style.slice(1)
      }
    },
  }
}

function formatPharmacy(word: string): string {
  return word === 'Neue' ? 'Neue Apotheke' : `${word}-Apotheke`
}

function formatTrade(kind: PlaceKind, surname: string, random: Random): string {
  const trade = kind.tags?.shop ?? kind.tags?.amenity ?? kind.tags?.healthcare ?? ''
  switch (trade) {
    case 'bakery':
      return `Bäckerei ${surname}`
    case 'butcher':
      return `Fleischerei ${surname}`
    case 'convenience':
      return `Lebensmittel ${surname}`
    case 'greengrocer':
      return `Obst & Gemüse ${surname}`
    case 'optician':
      return `Optik ${surname}`
    case 'hearing_aids':
      return `Hörakustik ${surname}`
    case 'medical_supply':
      return `Sanitätshaus ${surname}`
    case 'physiotherapist':
      return `Physiotherapie ${surname}`
    case 'speech_therapist':
      return `Logopädie ${surname}`
    case 'cafe':
      return `Café ${surname}`
    case 'restaurant':
      return random.pick([
        `Gasthaus ${surname}`,
        `Ristorante ${surname}`,
        `Zum Goldenen Löwen`,
        `Ratskeller`,
        `Restaurant ${surname}`,
        `Auenblick`,
        `Zur Linde`,
      ])
    case 'hairdresser':
      return `Salon ${surname}`
    case 'clothes':
      return `Mode ${surname}`
    case 'florist':
      return `Blumen ${surname}`
    default:
      return surname
  }
}
