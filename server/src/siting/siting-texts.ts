import type { LocalText } from '../contract/common.ts'
import type { SitingReason } from './siting-answer.ts'

/** What to tell people where an answer has a reason. */
export const SITING_REASON_TEXTS: Readonly<Record<SitingReason, LocalText>> = {
  'no-sites': {
    de: 'Es ist nach keinem Standort gefragt: Die Zahlen beschreiben den Zustand ohne neue Standorte.',
    en: 'No site was asked for: the figures describe what is there without new sites.',
  },
  'no-candidates': {
    de: 'Es gibt keinen möglichen Standort. Bitte Kandidaten angeben oder Sperrflächen verkleinern.',
    en: 'There is no possible site. Name candidates, or make forbidden areas smaller.',
  },
  'no-demand': {
    de: 'Es gibt niemanden zu versorgen: Die Nachfrage ist überall 0. Bitte Gruppe und Gebiet prüfen.',
    en: 'There is nobody to serve: demand is 0 everywhere. Check group and area.',
  },
  'no-candidate-within-reach': {
    de: 'Kein möglicher Standort ist für irgendjemanden erreichbar (innerhalb der Schwelle, wo es eine gibt). Bitte die Schwelle erhöhen oder andere Kandidaten angeben.',
    en: 'No possible site can be reached by anybody (within the threshold, where there is one). Raise the threshold or name other candidates.',
  },
  'nothing-to-gain': {
    de: 'Wen die möglichen Standorte erreichen, versorgen bestehende Orte bereits ebenso gut.',
    en: 'Whom the possible sites could reach, existing places serve as well already.',
  },
  'too-few-candidates': {
    de: 'Es sind mehr Standorte gefragt, als es mögliche gibt; alle sind gewählt.',
    en: 'More sites were asked for than there are possible ones; all of them are chosen.',
  },
  'too-many-forced': {
    de: 'Es sind mehr Standorte vorgeschrieben, als gefragt sind. Bitte die Zahl erhöhen oder weniger vorschreiben.',
    en: 'More sites are prescribed than asked for. Raise the number or prescribe fewer.',
  },
  'too-few-sites': {
    de: 'So wenige Standorte können nicht alle erreichen, die von einem möglichen Standort aus erreichbar sind. Bitte die Zahl erhöhen.',
    en: 'So few sites cannot reach everybody whom some possible site can reach. Raise the number.',
  },
  'capacity-too-small': {
    de: 'So viele Standorte können nicht alle aufnehmen. Bitte Zahl oder Kapazität erhöhen oder zulassen, dass jemand unversorgt bleibt.',
    en: 'So many sites cannot take everybody. Raise their number or capacity, or allow that somebody stays unserved.',
  },
  'time-too-short': {
    de: 'In der Zeit wurde keine Lösung gefunden. Bitte mehr Zeit geben oder die Frage verkleinern.',
    en: 'No solution was found in time. Allow more time or ask a smaller question.',
  },
}
