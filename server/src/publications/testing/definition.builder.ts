import type { PublicationDefinition } from '../../contract/publication.ts'

/** A publication of the tiny region (`testing/tiny-region.builder.ts`). */
export const DEFINITION: PublicationDefinition = {
  title: { de: 'Apotheken zu Fuß', en: 'Pharmacies on foot' },
  summary: { de: 'Wer kommt hin?', en: 'Who gets there?' },
  plainText: { de: 'Einfach gesagt.', en: '' },
  language: 'de',
  profile: 'standard',
  scenarioId: null,
  runId: null,
  categories: [
    { id: 'pharmacy', minutes: [5, 10] },
    { id: 'library', minutes: [15] },
  ],
  groups: ['all', '65plus'],
  levelId: 'stadtteil',
  districtIds: null,
  extent: null,
  accent: 'petrol',
  palette: 'sunset',
  showPlaces: true,
  allowWhatIf: true,
  allowCorrections: true,
  allowedParents: ['https://www.example.org'],
  contact: { name: 'Amt für Soziales', url: 'https://www.example.org/amt', email: 'amt@example.org' },
}
