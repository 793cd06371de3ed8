import type { LocalText } from '../contract/common.ts'

export const USER_USAGE: LocalText = {
  de: `Aufruf: nahraum user add NAME [--name ANZEIGENAME] [--role ROLLE] [--regions A,B] [--organisation TEXT] [--password-stdin]
        nahraum user list
        nahraum user role NAME --role ROLLE [--regions A,B]
        nahraum user password NAME [--password-stdin]
        nahraum user remove NAME

Verwaltet die Konten. NAME ist der Name, mit dem man sich anmeldet, zum Beispiel eine E-Mail-Adresse.
Ohne --password-stdin entsteht ein Link, über den die Person ihr Kennwort selbst setzt; er gilt einmal und 48 Stunden.
Läuft ein Server auf demselben Datenordner, übernimmt er den Auftrag.

  --role ROLLE         provider (eigene Orte), editor (bearbeitet Regionen) oder admin (verwaltet alles); sonst editor
  --regions A,B        Schlüssel der Regionen, für die die Rolle gilt; sonst alle
  --name TEXT          Name, wie er angezeigt und im Protokoll festgehalten wird (sonst: NAME)
  --organisation TEXT  bei Anbietern: für wen sie sprechen
  --password-stdin     das Kennwort aus der Standardeingabe lesen (eine Zeile, mindestens 12 Zeichen)
  --data ORDNER        Datenordner (sonst: .data); mit DATABASE_URL in der Umgebung gilt PostgreSQL

Beispiel: nahraum user add anna@stadt.example --name "Anna Beispiel" --role admin`,
  en: `Usage: nahraum user add NAME [--name SHOWN] [--role ROLE] [--regions A,B] [--organisation TEXT] [--password-stdin]
       nahraum user list
       nahraum user role NAME --role ROLE [--regions A,B]
       nahraum user password NAME [--password-stdin]
       nahraum user remove NAME

Manages the accounts. NAME is what somebody signs in with, for example an e-mail address.
Without --password-stdin there is a link by which the person sets the password; it counts once, for 48 hours.
A server running on the same data folder takes the job over.

  --role ROLE          provider (own places), editor (edits regions) or admin (manages everything); else editor
  --regions A,B        keys of the regions that the role counts for; else all
  --name TEXT          name as it is shown and kept in the audit trail (else NAME)
  --organisation TEXT  for providers: whom they speak for
  --password-stdin     read the password from standard input (one line, at least 12 characters)
  --data FOLDER        data folder (else .data); with DATABASE_URL in the environment PostgreSQL is used

Example: nahraum user add anna@stadt.example --name "Anna Beispiel" --role admin`,
}
