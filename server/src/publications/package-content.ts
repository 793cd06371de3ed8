import type { CurrentFile, PublicationFile } from '../contract/publication.ts'
import { buildIframeSnippet, EMBED_SIZE, escapeHtml } from './embed-snippet.ts'
import { completeEmbedPage } from './embed-page.ts'

/** Raised whenever a program that checks the former format would misjudge a package. */
export const PACKAGE_FORMAT = 1
export const PACKAGE_KIND = 'nahraum-package'

/** For people and web servers: whoever runs the web space may change them, and the map is whole all the same. */
export const ADJUSTABLE: readonly string[] = ['.htaccess', 'README.txt']

/** A file of a package: path with `/`, relative to its folder. */
export interface PackageEntry {
  readonly path: string
  readonly bytes: Uint8Array
}

/** `integrity.json`: every other file of the package, by path. */
export interface IntegrityFile {
  readonly kind: typeof PACKAGE_KIND
  readonly format: typeof PACKAGE_FORMAT
  readonly publication: string
  /** The version that is shown; folders of earlier ones may lie beside it. */
  readonly version: number
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}

/**
 * What the page may load and do. Who may show it in a frame cannot be said in a page, only by a header: `.htaccess` and the notes for the webmaster say it.
 */
export const PACKAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self' blob:; worker-src blob:; base-uri 'none'; form-action 'none'"

/** The built embed's page for a folder of any web space: scripts and files beside it, policy within it. */
export function buildPackagePage(template: string, { title, language }: PublicationFile): string {
  const page = completeEmbedPage(template, {
    title,
    language: language === 'en' ? 'en' : 'de',
    oembedUrl: null,
    toAssets: './',
  })
  const policy = `<meta http-equiv="content-security-policy" content="${escapeHtml(PACKAGE_POLICY)}">`
  return page.replace(/<meta charset="[^"]*"\s*\/?>/i, (charset) => `${charset}\n    ${policy}`)
}

const frameAncestors = (parents: readonly string[]): string => ["'self'", ...parents].join(' ')

/** Settings for Apache, which most web spaces run: frames, foreign frames without an origin, types, packing and caching. */
export function buildHtaccess({ allowedParents }: CurrentFile): string {
  return `# Von „nahraum publish“ geschrieben; README.txt erklärt es. Andere Webserver übergehen diese Datei.
AddType application/vnd.nahraum.columns .nrc
AddType application/vnd.pmtiles .pmtiles
AddType application/geo+json .geojson
AddType font/woff2 .woff2
<IfModule mod_headers.c>
  Header always set Content-Security-Policy "frame-ancestors ${frameAncestors(allowedParents)}"
  Header always set Access-Control-Allow-Origin "*"
  Header always set X-Content-Type-Options "nosniff"
  Header always set Referrer-Policy "no-referrer"
  <FilesMatch "^(index\\.html|current\\.json)$">
    Header always set Cache-Control "public, max-age=60"
  </FilesMatch>
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json application/vnd.nahraum.columns
</IfModule>
<FilesMatch "\\.pmtiles$">
  SetEnv no-gzip 1
</FilesMatch>
`
}

/** For whoever puts the folder on a web space. */
export function buildReadme(publication: PublicationFile, current: CurrentFile): string {
  const { allowedParents } = current
  const parents = allowedParents.length === 0 ? '(keine; nur Seiten derselben Adresse)' : allowedParents.join(', ')
  const title = publication.title.de || publication.title.en
  const sources = publication.sources.map(({ title: name, attribution, licence, keyDate }) =>
    plain(`- ${name.de}: ${attribution}; ${licence}${keyDate === null ? '' : `; Stand ${keyDate}`}`),
  )
  const snippet = buildIframeSnippet({
    address: 'https://IHRE-ADRESSE/ORDNER/index.html',
    title: plain(title),
    language: 'de',
    theme: 'auto',
    kindId: null,
    widthPixels: null,
    heightPixels: EMBED_SIZE.height,
  })
  const lines = `${plain(title)}
Karte aus Nahraum, Veröffentlichung ${publication.id}, Fassung ${publication.version} vom ${publication.publishedAt.slice(0, 10)}

WAS DAS IST
Eine fertige Karte als Ordner. Sie läuft auf jedem Webspace, ohne Datenbank und ohne Programm auf dem Server. Sie lädt nichts von
anderen Adressen, setzt keine Cookies und speichert nichts im Browser.

SO KOMMT SIE INS NETZ
1. Den ganzen Ordner auf den Webspace kopieren, mit allen Unterordnern und der Datei .htaccess (Dateien mit Punkt am Anfang sind in manchen
   Programmen unsichtbar).
2. index.html im Browser öffnen. Ein Doppelklick auf die Datei am eigenen Rechner genügt nicht: Die Karte braucht einen Webserver.
3. In eine Seite einbinden:

   ${snippet}

WAS DER WEBSERVER KÖNNEN MUSS
- Teilstücke von Dateien (Byte Ranges, Antwort 206): v/${publication.version}/map.pmtiles wird in Stücken gelesen. Diese Datei darf nicht gepackt
  (gzip) ausgeliefert werden. Fast jeder Webspace kann das von sich aus.
- Der Kopf "Access-Control-Allow-Origin: *", wenn die Karte mit sandbox="allow-scripts" eingebunden wird: Ein solcher Rahmen hat keine eigene
  Adresse. Unter Apache setzt ihn die Datei .htaccess.
- Welche Seiten die Karte zeigen dürfen, sagt ein Kopf, den nur der Webserver setzen kann. Freigegeben sind: ${parents}
    Content-Security-Policy: frame-ancestors ${frameAncestors(allowedParents)}
- Für nginx:
    location /ORDNER/ {
      types { text/html html; text/css css; text/javascript js; application/json json; font/woff2 woff2;
              application/vnd.nahraum.columns nrc; application/vnd.pmtiles pmtiles; text/plain txt; }
      gzip on; gzip_types text/css text/javascript application/json application/vnd.nahraum.columns;
      add_header Access-Control-Allow-Origin *;
      add_header Content-Security-Policy "frame-ancestors ${frameAncestors(allowedParents)}";
    }

EINE NEUE FASSUNG
Den neuen Ordner über den alten kopieren; frühere Fassungen (v/1, v/2 …) dürfen liegen bleiben und behalten ihre Adresse. Der Unterordner _assets
darf dabei ergänzt werden, gelöscht werden muss nichts.

IST ALLES HEIL?
  nahraum publish --verify ORDNER
vergleicht jede Datei mit integrity.json und rechnet die Tabelle nach. Ohne Nahraum: integrity.json nennt von jeder Datei Länge und SHA-256.

DATEN
${sources.join('\n')}
${publication.disclosure.note.de}
Wer die Karte zeigt, muss diese Nennungen stehen lassen; sie stehen auch in der Karte selbst.
`
  return lines.replaceAll('\n', '\r\n')
}

/** Texts of editors on one line, without control signs. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()
}
