/** What is wrong with a request for sites beyond its schema: every refusal says in both languages what to do. */
import { SITING_LIMITS, type SitingRequest } from '../contract/siting.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { listEdgeMeetings } from '../geo/ring-crossings.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import { closeRing } from '../scenario/resolve-demand.ts'
import { COUNTING_MODELS } from '../siting/siting-problem.ts'
import { SearchRefused } from './search-refused.ts'

/** The parts of a region that a request can contradict. */
export interface CheckedRegion {
  readonly levels: readonly { readonly id: string; readonly districtIds: readonly string[] }[]
  readonly categoryIds: readonly string[]
}

/** @throws SearchRefused for the first fault */
export function checkSitingRequest(request: SitingRequest, question: WhatIfQuestion, region: CheckedRegion): void {
  if (question.mode !== 'any')
    refuse(
      'Standorte werden für den nächsten Ort gesucht („any“), nicht für eine Punktzahl. Bitte mode weglassen oder auf „any“ setzen.',
      'Sites are searched for the nearest place ("any"), not for a score. Leave mode out or set it to "any".',
    )
  if (question.rank !== 1)
    refuse(
      `Standorte werden für den nächsten Ort gesucht, nicht für den ${question.rank}.-nächsten. Wenn zwei Orte in Reichweite liegen sollen, bitte das Modell „backup“ wählen.`,
      `Sites are searched for the nearest place, not for number ${question.rank}. Where two places are to be within reach, choose the model "backup".`,
    )
  checkModel(request)
  checkAreas(request.candidates?.areas, 'areas', 'Fläche', 'area')
  checkAreas(request.candidates?.forbidden, 'forbidden', 'Sperrfläche', 'forbidden area')
  const points = request.candidates?.points?.length ?? 0
  if (points > SITING_LIMITS.points)
    refuse(
      `Es sind ${points} Punkte angegeben; möglich sind ${SITING_LIMITS.points}. Bitte weniger Punkte angeben, oder stattdessen Flächen zeichnen und die bewohnten Zellen darin nehmen.`,
      `There are ${points} points; ${SITING_LIMITS.points} are possible. Give fewer points, or draw areas instead and take the inhabited cells in them.`,
    )
  const unknown = request.candidates?.categoryIds?.find((id) => !region.categoryIds.includes(id))
  if (unknown !== undefined)
    refuse(
      `Die Art von Orten „${unknown}“ (candidates.categoryIds) gibt es nicht. Bitte eine Art aus dem Katalog wählen.`,
      `There is no kind of place "${unknown}" (candidates.categoryIds). Choose a kind of the catalogue.`,
    )
  checkNeed(request, region)
}

function refuse(de: string, en: string): never {
  throw new SearchRefused(de, en)
}

function checkModel(request: SitingRequest): void {
  const { model, sites, capacityPeople, existingCapacity, unservedMinutes, need, curve } = request
  const isCounting = COUNTING_MODELS.includes(model)
  if (isCounting && sites !== undefined)
    refuse(
      `Das Modell „${model}“ findet die Zahl der Standorte selbst. Bitte „sites“ weglassen.`,
      `The model "${model}" finds the number of sites itself. Leave out "sites".`,
    )
  if (isCounting && curve === true)
    refuse(
      `Das Modell „${model}“ findet die Zahl der Standorte selbst; eine Kurve gibt es nur für die anderen Modelle. Bitte „curve“ weglassen.`,
      `The model "${model}" finds the number of sites itself; there is a curve for the other models only. Leave out "curve".`,
    )
  if (!isCounting && sites === undefined)
    refuse(
      `Das Modell „${model}“ braucht die Zahl der Standorte. Bitte „sites“ angeben (0 bis ${SITING_LIMITS.sites}).`,
      `The model "${model}" needs the number of sites. Give "sites" (0 to ${SITING_LIMITS.sites}).`,
    )
  if (sites !== undefined && sites > SITING_LIMITS.sites)
    refuse(
      `Gefragt sind ${sites} Standorte; auf einmal gesucht werden bis zu ${SITING_LIMITS.sites}. Bitte weniger angeben, oder mit „lscp“ fragen, wie viele es braucht.`,
      `${sites} sites were asked for; up to ${SITING_LIMITS.sites} are searched at once. Ask for fewer, or ask "lscp" how many are needed.`,
    )
  const isCapacitated = model === 'capacitated'
  if (isCapacitated && capacityPeople === undefined)
    refuse(
      'Das Modell „capacitated“ braucht die Zahl der Menschen, die ein Standort aufnimmt. Bitte „capacityPeople“ angeben.',
      'The model "capacitated" needs the number of people that one site takes. Give "capacityPeople".',
    )
  const useless = [
    !isCapacitated && capacityPeople !== undefined && 'capacityPeople',
    !isCapacitated && existingCapacity !== undefined && 'existingCapacity',
    !isCapacitated && model !== 'pmedian' && unservedMinutes !== undefined && 'unservedMinutes',
    isCapacitated && need !== undefined && 'need',
  ].find((name) => typeof name === 'string')
  if (useless !== undefined)
    refuse(
      `„${useless}“ hat beim Modell „${model}“ keine Bedeutung. Bitte weglassen.`,
      `"${useless}" means nothing for the model "${model}". Leave it out.`,
    )
  if (model === 'pmedian' && unservedMinutes === null)
    refuse(
      'Bei „pmedian“ muss „unservedMinutes“ eine Zahl von Minuten sein.',
      'For "pmedian", "unservedMinutes" must be a number of minutes.',
    )
  if (model === 'equity-coverage' && need === undefined)
    refuse(
      'Das Modell „equity-coverage“ braucht den Bedarf der Gebiete. Bitte „need“ angeben.',
      'The model "equity-coverage" needs the need of districts. Give "need".',
    )
}

function checkAreas(
  areas: readonly (readonly (readonly number[])[])[] | undefined,
  field: string,
  de: string,
  en: string,
): void {
  if (areas === undefined) return
  if (areas.length > SITING_LIMITS.areas)
    refuse(
      `„${field}“ hat ${areas.length} Flächen; möglich sind ${SITING_LIMITS.areas}. Bitte Flächen zusammenfassen.`,
      `"${field}" has ${areas.length} areas; ${SITING_LIMITS.areas} are possible. Join some of them.`,
    )
  areas.forEach((area, index) => {
    const [which, named] = [`${de} ${index + 1}`, `${en} ${index + 1}`]
    if (area.length > SITING_LIMITS.corners)
      refuse(
        `${which} hat ${area.length} Ecken; möglich sind ${SITING_LIMITS.corners}. Bitte gröber zeichnen.`,
        `The ${named} has ${area.length} corners; ${SITING_LIMITS.corners} are possible. Draw it more coarsely.`,
      )
    const ring = area.length < 3 ? null : closeRing(area)
    const meetings = ring === null ? [] : listEdgeMeetings([ring], 1)
    const hasExtent = ring !== null && multiPolygonAreaSquareMetres([[ring]]) > 1
    // The two halves of a bow tie cancel out: what crosses itself is not without extent.
    if (!hasExtent && meetings[0]?.kind !== 'crossing')
      refuse(
        `${which} hat keine Ausdehnung. Bitte mit mindestens drei Ecken neu zeichnen.`,
        `The ${named} has no extent. Draw it again with at least three corners.`,
      )
    if (meetings.length === 0) return
    const [meeting] = meetings
    const [lng, lat] = meeting.positions[0].map((degrees) => degrees.toFixed(5))
    refuse(
      `${which} schneidet oder berührt sich selbst (bei ${lng}, ${lat}). Bitte so zeichnen, dass sich ihre Ränder nicht kreuzen.`,
      `The ${named} crosses or touches itself (at ${lng}, ${lat}). Draw it so that its edges do not meet.`,
    )
  })
}

function checkNeed({ need }: SitingRequest, { levels }: CheckedRegion): void {
  if (need === undefined) return
  const level = levels.find(({ id }) => id === need.levelId)
  if (level === undefined) {
    const known = levels.map(({ id }) => id).join(', ')
    refuse(
      `Die Gebietsebene „${need.levelId}“ (need.levelId) gibt es nicht; es gibt ${known}.`,
      `There is no level "${need.levelId}" (need.levelId); there are ${known}.`,
    )
  }
  const known = new Set(level.districtIds)
  const unknown = Object.keys(need.factors).find((id) => !known.has(id))
  if (unknown !== undefined)
    refuse(
      `Das Gebiet „${unknown}“ (need.factors) gibt es auf der Ebene „${level.id}“ nicht. Bitte die Kennungen der Gebiete prüfen.`,
      `There is no district "${unknown}" (need.factors) on the level "${level.id}". Check the ids of districts.`,
    )
}
