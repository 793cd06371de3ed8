/** What `summary.json` of `nahraum gaps` says: inputs, question, method, totals, defects. No clock: same inputs, same bytes. */
import type { LocalText } from '../contract/common.ts'
import type { CoverageRow } from '../contract/result.ts'
import { CELL_RESOLUTION, IMPORT_VERSION } from '../import/import-version.ts'
import { describeIssue } from '../issues/issue-catalogue.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { summariseNetwork } from '../network/network-summary.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { METHOD_VERSION } from '../runs/compute-analysis.ts'
import { CELL_SNAP_METRES, FACILITY_SNAP_METRES, MINIMUM_COMPONENT_NODES } from '../reach/walker.ts'
import type { Language } from './command.ts'
import type { GapsData } from './gaps-data.service.ts'
import type { GapsAnswer, GapsQuestion } from './gaps-answer.ts'

export function buildGapsSummary(
  data: GapsData,
  question: GapsQuestion,
  answer: GapsAnswer,
  issues: readonly ImportIssue[],
) {
  const { analysis, assessment, gapAreas } = answer
  const ofKinds = (categoryIds: readonly string[]) => question.categories.some(({ id }) => categoryIds.includes(id))
  const { droppedComponents, droppedKilometres, unsnappedFacilities } = analysis.cells.network
  const { west, south, east, north } = data.network.bounds
  return {
    question: {
      categories: question.categories.map(({ id, label, thresholdMinutes }) => ({ id, label, thresholdMinutes })),
      group: question.groupId,
      minutes: question.minutes,
      profile: question.profile.id,
      speedMetresPerSecond: question.profile.speedMetresPerSecond,
    },
    method: {
      methodVersion: METHOD_VERSION,
      importVersion: IMPORT_VERSION,
      cutoffMinutes: CUTOFF_MINUTES,
      cellResolution: CELL_RESOLUTION,
      cells: data.people.cells.cellCount,
      weighting: question.weighting,
      snapping: { cellMetres: CELL_SNAP_METRES, facilityMetres: FACILITY_SNAP_METRES },
      minimumComponentNodes: MINIMUM_COMPONENT_NODES,
    },
    inputs: data.inputs,
    osmTimestamp: data.osmTimestamp,
    columns: data.columns,
    network: {
      ...summariseNetwork(data.network),
      bounds: [west, south, east, north],
      droppedComponents,
      droppedKilometres,
    },
    population: { groups: data.people.groups, peopleOutside: data.people.peopleOutside },
    facilities: {
      all: data.facilities.length,
      ofTheseKinds: answer.placesOfKinds,
      inDistricts: assessment.total.facilityCount,
      fromOsm: question.withOsmPlaces,
      /** Places of these kinds that no usable street is near: they serve nobody. */
      notConnected: unsnappedFacilities.flatMap((index) => {
        const { id, categoryIds } = data.facilities[index]
        return ofKinds(categoryIds) ? [id] : []
      }),
    },
    total: assessment.total,
    districts: assessment.rows,
    curve: assessment.curve,
    gapAreas: gapAreas.areas.map(
      ({ id, name, kind, people, gapPersons, cellIndexes, areaSquareMetres, uncertainShare }) => {
        return { id, name, kind, people, gapPersons, cells: cellIndexes.length, areaSquareMetres, uncertainShare }
      },
    ),
    issues: issues.map((issue) => ({ ...issue, message: describeIssue(issue.kind, issue.count) })),
    notes: listNotes(question, answer, assessment.total),
  }
}

/** What must be read beside the numbers. */
function listNotes(question: GapsQuestion, answer: GapsAnswer, total: CoverageRow): LocalText[] {
  const notes: LocalText[] = [
    {
      de: 'Gezählt sind die Orte, die in den Daten stehen; ein fehlender Eintrag sieht aus wie eine Lücke.',
      en: 'The places in the data are counted; a missing entry looks like a gap.',
    },
  ]
  if (answer.placesOfKinds === 0) {
    notes.push({
      de: 'Die Daten enthalten keinen Ort dieser Art.',
      en: 'The data holds no place of this kind.',
    })
  }
  if (total.unknown > 0) {
    notes.push({
      de: `${formatPeople(total.unknown, 'de')} Menschen der Gruppe leben, wo die Straßendaten fehlen oder keine Straße nahe ist; für sie ist nichts bekannt.`,
      en: `${formatPeople(total.unknown, 'en')} people of the group live where street data is missing or no street is near; nothing is known for them.`,
    })
  }
  if (total.uncertain > 0) {
    notes.push({
      de: `${formatPeople(total.uncertain, 'de')} nicht versorgte Menschen leben so nah am Rand der Daten, dass ein Ort dahinter sie versorgen könnte.`,
      en: `${formatPeople(total.uncertain, 'en')} unserved people live so near the edge of the data that a place beyond could serve them.`,
    })
  }
  if (2 * question.minutes > CUTOFF_MINUTES) {
    notes.push({
      de: `Gehzeiten über ${CUTOFF_MINUTES} Minuten zählen als volle Lücke; die Lückenpersonen sind deshalb eine Obergrenze.`,
      en: `Walks longer than ${CUTOFF_MINUTES} minutes count as a whole gap; gap persons are therefore an upper bound.`,
    })
  }
  return notes
}

/** The answer in one sentence. */
export function sentenceOf(question: GapsQuestion, answer: GapsAnswer, language: Language): string {
  const { total } = answer.assessment
  const kind = question.categories.map(({ label }) => label[language]).join(language === 'de' ? ' oder ' : ' or ')
  const people = formatPeople(total.people, language)
  const unserved = formatPeople(total.unserved, language)
  const share = total.share === null ? '–' : String(Math.round(total.share * 100))
  const minutes = language === 'de' ? String(question.minutes).replace('.', ',') : String(question.minutes)
  const unknown = total.unknown > 0 ? formatPeople(total.unknown, language) : null
  if (language === 'de') {
    const unassessed = unknown === null ? '' : ` (davon ${unknown} nicht beurteilbar)`
    return `${kind} in ${minutes} Minuten (${question.profile.label.de}): ${share} % von ${people} Menschen (${question.groupId}) sind versorgt, ${unserved} nicht${unassessed}.`
  }
  const unassessed = unknown === null ? '' : ` (${unknown} of them cannot be assessed)`
  return `${kind} within ${minutes} minutes (${question.profile.label.en}): ${share} % of ${people} people (${question.groupId}) are served, ${unserved} are not${unassessed}.`
}

function formatPeople(people: number, language: Language): string {
  return String(Math.round(people)).replace(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',')
}
