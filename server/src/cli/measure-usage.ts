/** Help of `nahraum measure`: the lists of measures, decays and parameters are made from the code that runs. */
import type { LocalText } from '../contract/common.ts'
import { DECAY_NAMES, DECAYS } from '../measures/decay-list.ts'
import { MEASURES } from '../measures/measure-list.ts'
import { describeDefault, type ParameterSpec } from '../measures/parameters.ts'
import type { Language } from './command.ts'

const WIDTH = 33
const SPACE = ' '.repeat(WIDTH)

function listParameters(specs: readonly ParameterSpec[], language: Language): string {
  return specs
    .map((spec) => `${SPACE}${spec.name}=${describeDefault(spec, language)}: ${spec.text[language]}\n`)
    .join('')
}

function listMeasures(language: Language): string {
  const noFile = { de: '--supply kann fehlen', en: 'works without --supply' }[language]
  return Object.entries(MEASURES)
    .map(([name, { text, parameters, decay, supply }]) => {
      const remark = supply === 'optional' ? ` (${noFile})` : ''
      const decayLine = decay === undefined ? '' : `${SPACE}decay=${decay}\n`
      return `  ${name.padEnd(WIDTH - 2)}${text[language]}${remark}\n${decayLine}${listParameters(parameters, language)}`
    })
    .join('')
}

function listDecays(language: Language): string {
  return DECAY_NAMES.map(
    (name) =>
      `  ${name.padEnd(WIDTH - 2)}${DECAYS[name].formula}\n${listParameters(DECAYS[name].parameters, language)}`,
  ).join('')
}

export const MEASURE_USAGE: LocalText = {
  de: `Aufruf: nahraum measure --matrix M.csv --demand D.csv --supply S.csv --measure NAME [--param NAME=WERT …] [Optionen]

Rechnet ein Maß der Erreichbarkeit auf einer beliebigen Matrix von Reisezeiten. Ausgabe: CSV mit id,value; jede Kennung der
Nachfragedatei steht darin (bei catchment_population jede der Angebotsdatei), value ist leer, wo es keinen Wert gibt.

  --matrix DATEI   from_id,to_id,travel_time in Minuten; ein leeres oder fehlendes Paar ist nicht erreichbar, die Richtung
                   zählt; auch die Ausgabe von „nahraum times“ (seconds); „-“ ist die Standardeingabe
  --demand DATEI   id,demand: Herkünfte mit ihren Menschen
  --supply DATEI   id,supply: Orte mit ihrem Angebot (Plätze, Stunden, Stellen)
  --measure NAME   das Maß, siehe unten
  --param N=W      ein Parameter, auch mehrmals
  --out DATEI      Ausgabedatei; „-“ ist die Standardausgabe (Vorgabe)
  --reasons        dritte Spalte reason: warum ein Wert fehlt oder worauf er beruht
  --json           JSON mit Parametern, Werten, Gründen, und je Ort Nachfrage und Angebot je Mensch

Dezimalkomma, Semikolon und Windows-1252 werden verstanden. Zeiten sind Minuten, Schwellen zählen mit.

Maße, darunter ihre Parameter mit Vorgabe:
${listMeasures('de')}
Distanzgewichte (--param decay=NAME), t in Minuten, darunter ihre Parameter mit Vorgabe:
${listDecays('de')}
Beispiel: nahraum measure --matrix zeiten.csv --demand menschen.csv --supply praxen.csv --measure e2sfca --param threshold=15`,
  en: `Usage: nahraum measure --matrix M.csv --demand D.csv --supply S.csv --measure NAME [--param NAME=VALUE …] [options]

Computes a measure of accessibility on any matrix of travel times. Output: CSV with id,value; every id of the demand file
comes back (for catchment_population every id of the supply file), value is empty where there is none.

  --matrix FILE    from_id,to_id,travel_time in minutes; an empty or absent pair is out of reach, the direction counts;
                   also the output of "nahraum times" (seconds); "-" is standard input
  --demand FILE    id,demand: origins with their people
  --supply FILE    id,supply: places with what they offer (seats, hours, posts)
  --measure NAME   the measure, see below
  --param N=V      a parameter, also several times
  --out FILE       output file; "-" is standard output (default)
  --reasons        a third column reason: why a value is missing, or what it rests on
  --json           JSON with parameters, values, reasons, and demand and supply per person of every place

Decimal commas, semicolons and Windows-1252 are understood. Times are minutes, thresholds are inclusive.

Measures, with their parameters and defaults below:
${listMeasures('en')}
Decays (--param decay=NAME), t in minutes, with their parameters and defaults below:
${listDecays('en')}
Example: nahraum measure --matrix times.csv --demand people.csv --supply practices.csv --measure e2sfca --param threshold=15`,
}
