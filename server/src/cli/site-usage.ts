import type { LocalText } from '../contract/common.ts'
import { DEFAULT_TIME_LIMIT_SECONDS } from '../siting/siting-defaults.ts'

export const SITE_USAGE: LocalText = {
  de: `Aufruf: nahraum site --matrix M.csv --demand D.csv --model MODELL [--p N] [--minutes T] [Optionen]
        nahraum site --edges E.csv [--demand D.csv] --model MODELL [--p N] [--minutes T] [Optionen]

Sucht die besten Standorte auf einer beliebigen Kostenmatrix. Ausgabe: JSON mit chosen (Kennungen), objective, bound (besser
kann keine Lösung sein), gap, proven, bis zu fünf fast gleich guten alternatives, und reason, wo es etwas zu sagen gibt.

Modelle:
  mclp             möglichst viel Nachfrage innerhalb von --minutes, mit --p Standorten
  lscp             möglichst wenige Standorte, die alle versorgen, die zu versorgen sind (--minutes)
  backup           wie lscp, und möglichst viel Nachfrage doppelt versorgt
  pmedian          kleinste Summe aus Nachfrage × Kosten, mit --p Standorten
  pcenter          kleinste größte Kosten, mit --p Standorten
  capacitated      wie pmedian, wobei jeder Standort nur so viel aufnimmt, wie in --supply steht
  equity-coverage  erst die Bedürftigsten (--need), dann alle innerhalb von --minutes
  equity-gap       kleinste Summe aus Nachfrage × Lücke², Lücke 0 bis --minutes, 1 ab dem Doppelten

  --matrix DATEI        from_id,to_id,travel_time: von der Nachfrage zum Kandidaten, in beliebiger Einheit; ein leeres oder
                        fehlendes Paar ist nicht erreichbar; „-“ ist die Standardeingabe
  --edges DATEI         stattdessen from,to,cost: ein ungerichteter Graph, jeder Knoten ist Nachfrage und Kandidat; kommt eine
                        Kante mehrmals vor, gelten die letzten Kosten
  --demand DATEI        id,demand (mit --edges entbehrlich: dann wiegt jeder Knoten 1)
  --candidates DATEI    id: mögliche Standorte (Vorgabe: alle to_id)
  --existing DATEI      id: bestehende Orte; sie bleiben, und --p zählt nur neue
  --movable             bestehende Orte dürfen aufgegeben werden; --p zählt dann alle
  --forced DATEI        id: Standorte, die dabei sein müssen (in --p mitgezählt)
  --forbidden DATEI     id: Kandidaten, die es nicht sein dürfen
  --p N                 Zahl der Standorte
  --minutes T           Schwelle, zählt mit; in der Einheit der Matrix (heißt ihre Spalte seconds oder deciseconds, in Minuten)
  --supply DATEI        id,supply: Kapazität je Standort (capacitated)
  --divide              die Nachfrage einer Kennung darf auf mehrere Standorte verteilt werden (capacitated)
  --unserved-cost K     Kosten je Einheit Nachfrage, die kein gewählter Standort erreicht, oder nur zu höheren Kosten (pmedian:
                        sonst das Doppelte der größten Kosten; capacitated: sonst müssen alle versorgt werden)
  --need DATEI          id,need: Bedarfsklasse je Nachfrage; die höchste geht vor (equity-coverage)
  --curve               auch die Kurve: der Zielwert für 0, 1, … p Standorte
  --time-limit SEK      Zeit für Suche und Beweis (Vorgabe: ${DEFAULT_TIME_LIMIT_SECONDS}); danach das Beste mit Schranke
  --seed N              Startwert der Suche (Vorgabe: 1)
  --out DATEI           Ausgabedatei; „-“ ist die Standardausgabe (Vorgabe)
  --json                ohne den Satz auf der Fehlerausgabe, Fehler als JSON

Beispiel: nahraum site --matrix zeiten.csv --demand menschen.csv --existing treffs.csv --model mclp --p 3 --minutes 10`,
  en: `Usage: nahraum site --matrix M.csv --demand D.csv --model MODEL [--p N] [--minutes T] [options]
       nahraum site --edges E.csv [--demand D.csv] --model MODEL [--p N] [--minutes T] [options]

Finds the best sites on any matrix of costs. Output: JSON with chosen (ids), objective, bound (no solution can be better), gap,
proven, up to five alternatives that are almost as good, and reason where there is something to say.

Models:
  mclp             most demand within --minutes, with --p sites
  lscp             fewest sites that serve all that can be served (--minutes)
  backup           as lscp, and most demand served twice
  pmedian          least sum of demand × cost, with --p sites
  pcenter          least largest cost, with --p sites
  capacitated      as pmedian, where each site takes only as much as --supply says
  equity-coverage  first the neediest (--need), then all within --minutes
  equity-gap       least sum of demand × gap², the gap being 0 up to --minutes and 1 from twice that on

  --matrix FILE         from_id,to_id,travel_time: from demand to candidate, in any unit; an empty or absent pair is out of
                        reach; "-" is standard input
  --edges FILE          instead from,to,cost: an undirected graph whose nodes are all demand and candidates; of an edge given
                        several times the last cost holds
  --demand FILE         id,demand (may be missing with --edges: every node weighs 1)
  --candidates FILE     id: possible sites (default: every to_id)
  --existing FILE       id: existing places; they stay, and --p counts new ones only
  --movable             existing places may be given up; --p counts all then
  --forced FILE         id: sites that must be among the chosen (counted in --p)
  --forbidden FILE      id: candidates that must not
  --p N                 number of sites
  --minutes T           threshold, inclusive; in the unit of the matrix (in minutes where its column is called seconds or
                        deciseconds)
  --supply FILE         id,supply: capacity of each site (capacitated)
  --divide              the demand of one id may be divided between sites (capacitated)
  --unserved-cost K     cost per unit of demand that no chosen site reaches, or only at a higher cost (pmedian: otherwise
                        twice the largest cost; capacitated: otherwise all must be served)
  --need FILE           id,need: class of need of each demand; the highest goes first (equity-coverage)
  --curve               also the curve: the objective for 0, 1, … p sites
  --time-limit SEC      time for search and proof (default: ${DEFAULT_TIME_LIMIT_SECONDS}); after it the best with its bound
  --seed N              seed of the search (default: 1)
  --out FILE            output file; "-" is standard output (default)
  --json                without the sentence on standard error, errors as JSON

Example: nahraum site --matrix times.csv --demand people.csv --existing meeting-places.csv --model mclp --p 3 --minutes 10`,
}
