/** The only way into the server's types of published files. Types alone, nothing of the server is bundled. */
import type { PublicationFile } from '../../server/src/contract/publication.ts'
export type { LocalText } from '../../server/src/contract/common.ts'
export type {
  CellsMeta,
  CurrentFile,
  FigureReason,
  FrozenFile,
  PlacesFile,
  PublicationFile,
  PublishedDistrict,
  TableFile,
} from '../../server/src/contract/publication.ts'
export type PublishedCategory = PublicationFile['categories'][number]
export type LegendClasses = PublishedCategory['legends'][number]
