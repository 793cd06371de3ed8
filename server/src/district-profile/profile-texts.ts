/** Every word of the printed profile, one entry per language; names of places and kinds come from the data. */
const GERMAN = {
  kicker: 'Steckbrief',
  bookTitle: 'Steckbriefe der Bezirke',
  official: 'Nur für den Dienstgebrauch',
  publicEdition: 'Öffentliche Ausgabe',
  madeUp: 'Erfundene Demo-Stadt: Nichts davon gibt es wirklich.',
  page: 'Seite',
  contents: 'Inhalt',
  overview: 'Überblick',
  district: 'Bezirk',
  people: 'Menschen',
  peopleByGroup: 'Menschen nach Gruppen',
  group: 'Gruppe',
  share: 'Anteil',
  region: 'gesamt',
  similar: 'ähnliche',
  fields: 'Versorgung nach Handlungsfeldern',
  fieldsNote:
    'Mittel der Anteile über die Arten des Feldes, gewichtet nach dem Katalog; eine Spanne, wo nicht alle Menschen zu beurteilen sind.',
  field: 'Handlungsfeld',
  served: 'versorgt',
  unserved: 'sicher nicht',
  unsure: 'unsicher',
  kinds: 'Versorgung nach Arten von Orten',
  kindsNote:
    'Versorgt: nächster Ort in höchstens der angegebenen Gehzeit. Unsicher: am Rand oder außerhalb der Straßendaten oder keine Straße bekannt; der Anteil ist dann eine Spanne. „gesamt“, „ähnliche“: das ganze Gebiet, die ähnlichen Bezirke zusammen. Nächster Ort: vom Schwerpunkt der Bevölkerung aus. Fett: Grundangebote. Unklar: nicht zu beurteilen; geschützt und zu wenige: kleine Zahlen.',
  kind: 'Art',
  forGroup: 'für',
  minutes: 'Min.',
  placesInside: 'Orte hier',
  nearest: 'nächster',
  nearestOutside: 'außerhalb',
  needs: 'Handlungsbedarf',
  needsNone:
    'Nach den festgelegten Regeln ergibt sich aus diesen Zahlen kein Handlungsbedarf. Qualität, Öffnungszeiten und Kapazität sind darin nicht enthalten.',
  needsTooFew: 'Aus Zahlen unter 30 Menschen wird kein Handlungsbedarf abgeleitet.',
  needsNote: 'Abgeleitet nach festen Regeln aus den Tabellen dieses Steckbriefs; Reihenfolge nach Dringlichkeit.',
  high: 'hoch',
  medium: 'mittel',
  low: 'niedrig',
  guidelines: 'Leitlinien',
  gaps: 'Zusammenhängende Lücken',
  gapsNote:
    'Wo Menschen des Bezirks beisammen wohnen, die ein Grundangebot nicht erreichen; die größten Gebiete, Angaben in Menschen. Unsicher: am Rand der Straßendaten.',
  gapsNone: 'Keine Lücke bei den Grundangeboten.',
  gapsUnclear: 'Keine Lücke bei den Grundangeboten bekannt; nicht alle Menschen lassen sich beurteilen.',
  gap: 'Gebiet',
  gapPeople: 'hier, sicher',
  gapUncertain: 'hier, unsicher',
  gapAll: 'im ganzen Gebiet',
  mapTitle: 'Wie viele Grundangebote zu Fuß erreichbar sind',
  mapText:
    'Karte des Bezirks: jede Wabe, in der Menschen wohnen, ist danach gefärbt, welcher Anteil der Grundangebote in der üblichen Zeit erreichbar ist; durchgestrichen sind Waben, bei denen die Straßendaten für die Stufe nicht reichen. Dieselben Angaben je Art stehen in der Tabelle.',
  upTo: 'bis',
  above: 'über',
  unknown: 'nicht zu beurteilen',
  unclear: 'unklar',
  scale: 'Maßstab',
  north: 'Norden ist oben',
  similarDistricts: 'Ähnliche Bezirke',
  similarNone: 'keine; zu wenige Menschen für einen Vergleich.',
  density: 'Menschen je km²',
  area: 'Fläche',
  absent: 'Nicht in den Daten enthalten',
  none: '–',
  method: 'Wie wird das berechnet?',
  methodText:
    'Gehzeiten werden auf dem Wegenetz mit dem genannten Gehprofil berechnet, von jeder Wabe, in der Menschen wohnen, zum nächsten Ort jeder Art. Versorgt ist, wer ihn in der üblichen Zeit des Katalogs erreicht. Niemand fällt aus der Rechnung: versorgt, sicher nicht versorgt und unsicher ergeben zusammen alle Menschen. Unsicher sind Menschen am Rand oder außerhalb der Straßendaten oder ohne bekannten Weg; ihretwegen steht statt eines Anteils eine Spanne: niemand von ihnen versorgt bis alle versorgt. Alle Zahlen sind Ergebnisse eines Modells.',
  methodSimilar:
    'Ähnlich sind die drei Bezirke mit der kleinsten Entfernung nach Altersaufbau und Dichte (standardisiert); Bezirke unter 300 Menschen bleiben außer Betracht.',
  methodNeeds:
    'Ein Bedarf bei einem Grundangebot entsteht, wenn mindestens 30 Menschen sicher nicht versorgt sind und das mindestens ein Drittel der Gruppe ist oder der Bezirk selbst dann um mindestens 10 Prozentpunkte schlechter versorgt ist als das ganze Gebiet oder die ähnlichen Bezirke, wenn alle Unsicheren versorgt sind. Hoch ist die Dringlichkeit, wenn der Bezirk schlechter versorgt ist und mindestens die Hälfte der Gruppe sicher nicht versorgt ist.',
  methodVersion: 'Methode',
  run: 'Rechnung',
  profile: 'Gehprofil',
  sources: 'Quellen und Methode',
  source: 'Quelle',
  licence: 'Lizenz',
  attribution: 'Namensnennung',
  keyDate: 'Stichtag',
  notes: 'Hinweise zu den Daten',
  thresholds: 'Übliche Gehzeiten',
  created: 'Erstellt am',
  software: 'Nahraum',
  untagged:
    'Diese Datei hat keine Auszeichnung für Vorleseprogramme: Auf dem Server steht kein Chromium bereit. Dieselben Inhalte stehen barrierefrei auf der Webseite und in der XLSX-Datei.',
  unit: 'Einheit',
  reason: 'Grund',
  shortReasons: {
    'no-people': 'niemand',
    'outside-network': 'unklar',
    'no-street': 'unklar',
    'no-facility': 'kein Ort',
    'beyond-cutoff': 'zu weit',
    suppressed: 'geschützt',
    'small-base': 'zu wenige',
  },
  reasons: {
    'no-people': 'keine Menschen der Gruppe',
    'outside-network': 'außerhalb der Straßendaten',
    'no-street': 'keine Straße in der Nähe',
    'no-facility': 'keine Orte in den Daten',
    'beyond-cutoff': 'weiter als die längste berechnete Gehzeit',
    suppressed: 'geschützt',
    'small-base': 'zu wenige Menschen für einen Anteil',
  },
} as const

type Texts = {
  readonly [K in keyof typeof GERMAN]: K extends 'reasons' | 'shortReasons'
    ? Readonly<Record<keyof (typeof GERMAN)['reasons'], string>>
    : string
}

const ENGLISH: Texts = {
  kicker: 'Profile',
  bookTitle: 'Profiles of the districts',
  official: 'For official use only',
  publicEdition: 'Public edition',
  madeUp: 'Made-up demo town: none of this exists.',
  page: 'Page',
  contents: 'Contents',
  overview: 'Overview',
  district: 'District',
  people: 'People',
  peopleByGroup: 'People by group',
  group: 'Group',
  share: 'Share',
  region: 'region',
  similar: 'similar',
  fields: 'Supply by field of action',
  fieldsNote:
    'Mean of the shares over the kinds of the field, weighted as in the catalogue; a range where not everybody can be assessed.',
  field: 'Field of action',
  served: 'served',
  unserved: 'surely not',
  unsure: 'not sure',
  kinds: 'Supply by kind of place',
  kindsNote:
    'Served: nearest place within the walking time given. Not sure: at the edge of the street data or outside them, or no street known; the share is a range then. “region”, “similar”: the whole region, the similar districts together. Nearest place: from the centre of the people. Bold: basics. Unclear: cannot be assessed; protected and too few: small numbers.',
  kind: 'Kind',
  forGroup: 'for',
  minutes: 'min',
  placesInside: 'places here',
  nearest: 'nearest',
  nearestOutside: 'outside',
  needs: 'Needs for action',
  needsNone:
    'By the stated rules these figures show no need for action. Quality, opening hours and capacity are not in them.',
  needsTooFew: 'No need for action is derived from figures below 30 people.',
  needsNote: 'Derived by fixed rules from the tables of this profile; the most urgent first.',
  high: 'high',
  medium: 'medium',
  low: 'low',
  guidelines: 'guidelines',
  gaps: 'Connected gaps',
  gapsNote:
    'Where people of the district who do not reach a basic live together; the largest areas, figures are people. Not sure: at the edge of the street data.',
  gapsNone: 'No gap in the basics.',
  gapsUnclear: 'No gap in the basics is known; not everybody can be assessed.',
  gap: 'Area',
  gapPeople: 'here, surely',
  gapUncertain: 'here, not sure',
  gapAll: 'in the whole area',
  mapTitle: 'How many basics are within walking distance',
  mapText:
    'Map of the district: every hexagon where people live is coloured by the share of basics within reach in the usual time; struck through are hexagons for whose class the street data are not enough. The same by kind stands in the table.',
  upTo: 'up to',
  above: 'above',
  unknown: 'cannot be assessed',
  unclear: 'unclear',
  scale: 'Scale',
  north: 'North is up',
  similarDistricts: 'Similar districts',
  similarNone: 'none; too few people to compare.',
  density: 'people per km²',
  area: 'Area',
  absent: 'Not in the data',
  none: '–',
  method: 'How is this computed?',
  methodText:
    'Walking times are computed on the network of paths with the walking profile named, from every hexagon where people live to the nearest place of each kind. Who reaches it within the usual time of the catalogue is served. Nobody drops out of the account: served, surely not served and not sure together are everybody. Not sure are people at the edge of the street data, outside them, or without a known path; because of them a range stands in place of a share: from none of them served to all of them. All figures are results of a model.',
  methodSimilar:
    'Similar are the three districts nearest by age and density (standardised); districts below 300 people are left out.',
  methodNeeds:
    'There is a need for a basic where at least 30 people are surely not served and they are at least a third of the group, or the district is served worse than the region or the similar districts by at least 10 percentage points even if everybody not sure is served. It is urgent where the district is served worse and at least half of the group is surely not served.',
  methodVersion: 'Method',
  run: 'Run',
  profile: 'Walking profile',
  sources: 'Sources and method',
  source: 'Source',
  licence: 'Licence',
  attribution: 'Attribution',
  keyDate: 'Key date',
  notes: 'Notes on the data',
  thresholds: 'Usual walking times',
  created: 'Made on',
  software: 'Nahraum',
  untagged:
    'This file has no tags for screen readers: the server has no Chromium. The same content is accessible on the web page and in the XLSX file.',
  unit: 'Unit',
  reason: 'Reason',
  shortReasons: {
    'no-people': 'nobody',
    'outside-network': 'unclear',
    'no-street': 'unclear',
    'no-facility': 'no place',
    'beyond-cutoff': 'too far',
    suppressed: 'protected',
    'small-base': 'too few',
  },
  reasons: {
    'no-people': 'no people of the group',
    'outside-network': 'outside the street data',
    'no-street': 'no street near',
    'no-facility': 'no places in the data',
    'beyond-cutoff': 'farther than the longest walk computed',
    suppressed: 'protected',
    'small-base': 'too few people for a share',
  },
}

export const PROFILE_TEXTS: { readonly de: Texts; readonly en: Texts } = { de: GERMAN, en: ENGLISH }

/** Why a figure is missing, in a word for a table; the note below the table explains it. */
export function writeShortReason(reason: string | null, language: 'de' | 'en'): string {
  const { shortReasons, none } = PROFILE_TEXTS[language]
  return reason !== null && reason in shortReasons ? shortReasons[reason as keyof typeof shortReasons] : none
}

/** Why a figure is missing, in words; an empty text without a reason. */
export function writeReason(reason: string | null, language: 'de' | 'en'): string {
  const { reasons } = PROFILE_TEXTS[language]
  return reason !== null && reason in reasons ? reasons[reason as keyof typeof reasons] : ''
}
