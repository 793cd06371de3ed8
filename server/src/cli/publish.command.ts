import { fileURLToPath } from 'node:url'
import { FolderInUseError } from '../db/directory-lock.service.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { verifyPackage } from '../publications/package.reader.ts'
import { readBuiltEmbed, readFrozenHere, readFrozenThere } from '../publications/package.service.ts'
import { writePackage } from '../publications/package.writer.ts'
import { parseCommandArgs } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { withServices } from './hand-over.service.ts'

const OPTIONS = {
  out: { type: 'string' },
  verify: { type: 'string' },
  data: { type: 'string' },
} as const

const EMBED_FOLDER = fileURLToPath(new URL('../../../web/build-embed', import.meta.url))

export const command: Command = {
  name: 'publish',
  summary: {
    de: 'eine Veröffentlichung als Ordner für jeden Webspace schreiben oder prüfen',
    en: 'write or check a publication as a folder for any web space',
  },
  usage: {
    de: `Aufruf: nahraum publish KENNUNG --out ORDNER [--data ORDNER]
        nahraum publish --verify ORDNER

Schreibt die Fassung einer Veröffentlichung, die gerade gezeigt wird, als Ordner: Seite, Karte, Tabellen und Schriften. Er läuft ohne Nahraum
auf jedem Webspace und zeigt dieselben Zahlen wie der Server. README.txt darin sagt dem Webmaster, was zu tun ist.

  --out ORDNER       neu, leer, oder mit einem früheren Paket derselben Veröffentlichung; dessen Fassungen bleiben daneben stehen
  --verify ORDNER    prüft jede Datei gegen integrity.json, die Kartenkacheln und ob die Tabelle aufgeht
  --data ORDNER      Datenordner (sonst NAHRAUM_DATA)

Rückgabewert 1, wenn das Paket nicht heil ist.`,
    en: `Usage: nahraum publish ID --out FOLDER [--data FOLDER]
       nahraum publish --verify FOLDER

Writes the version of a publication that is shown as a folder: page, map, tables and fonts. It runs on any web space without Nahraum and shows
the same figures as the server. README.txt in it (in German) tells the webmaster what to do.

  --out FOLDER       new, empty, or with an earlier package of the same publication, whose versions stay beside the new one
  --verify FOLDER    checks every file against integrity.json, the tiles of the map, and that the table adds up
  --data FOLDER      data folder (else NAHRAUM_DATA)

Exit code 1 where the package is not whole.`,
  },
  async run(args, io) {
    const isCheck = args.some((arg) => arg === '--verify' || arg.startsWith('--verify='))
    const { values, positionals } = parseCommandArgs(
      args,
      OPTIONS,
      isCheck ? [] : [io.language === 'de' ? 'KENNUNG' : 'ID'],
    )
    if (values.verify !== undefined) {
      if (values.out !== undefined)
        throw new UsageError({
          de: '--verify und --out gehen nicht zusammen.',
          en: '--verify and --out exclude each other.',
        })
      return verify(values.verify, io)
    }
    if (values.out === undefined) throw new UsageError({ de: '--out fehlt.', en: '--out is missing.' })
    const [id] = positionals
    const embed = await readBuiltEmbed(EMBED_FOLDER)
    const frozen = await withServices(values, ({ publishedFiles, config }) =>
      readFrozenHere(publishedFiles, id, config.publicUrl),
    ).catch((error: unknown) => {
      if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
      return readFrozenThere(new URL(error.holder.controlUrl).origin, id)
    })
    const written = await writePackage(values.out, { ...frozen, embed })
    const { version, title } = frozen.publication
    if (io.json) {
      io.stdout.write(`${JSON.stringify({ publication: id, version, folder: values.out, ...written })}\n`)
      return 0
    }
    const size = (written.bytes / 1e6).toFixed(1)
    const kept = written.keptVersions.join(', ')
    const settings = written.keptSettings
      ? { de: 'Die angepasste .htaccess blieb, wie sie war.\n', en: 'The adjusted .htaccess was left as it was.\n' }
      : { de: '', en: '' }
    io.stdout.write(
      {
        de: `„${title.de || title.en}“, Fassung ${version}: ${written.files} Dateien, ${size.replace('.', ',')} MB in ${values.out}\n${kept === '' ? '' : `Daneben geblieben: Fassung ${kept}\n`}${settings.de}Wie es ins Netz kommt, steht in README.txt.\n`,
        en: `"${title.en || title.de}", version ${version}: ${written.files} files, ${size} MB in ${values.out}\n${kept === '' ? '' : `Kept beside it: version ${kept}\n`}${settings.en}How to put it on the web is in README.txt (in German).\n`,
      }[io.language],
    )
    return 0
  },
}

async function verify(folder: string, io: CommandIo): Promise<number> {
  const finding = await verifyPackage(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'EACCES') throw error
    throw new ExpectedError({
      de: `Der Ordner ${folder} lässt sich nicht lesen (${error.message}).`,
      en: `The folder ${folder} cannot be read (${error.message}).`,
    })
  })
  const { publication, version, files, faults, foreign, adjusted } = finding
  if (io.json) {
    const listed = faults.map(({ file, text }) => ({ file, text: text[io.language] }))
    io.stdout.write(
      `${JSON.stringify({ ok: faults.length === 0, publication, version, files, faults: listed, foreign, adjusted })}\n`,
    )
    return faults.length === 0 ? 0 : 1
  }
  for (const { file, text } of faults) io.stdout.write(`✗ ${file}: ${text[io.language]}\n`)
  for (const name of adjusted)
    io.stdout.write({ de: `· ${name}: angepasst\n`, en: `· ${name}: adjusted\n` }[io.language])
  for (const name of foreign)
    io.stdout.write(
      { de: `· ${name}: gehört nicht zum Paket\n`, en: `· ${name}: is no part of the package\n` }[io.language],
    )
  io.stdout.write(
    faults.length === 0
      ? {
          de: `✓ heil: ${publication}, Fassung ${version}, ${files} Dateien; die Tabelle geht auf\n`,
          en: `✓ whole: ${publication}, version ${version}, ${files} files; the table adds up\n`,
        }[io.language]
      : {
          de: `${faults.length} Fehler. Bitte das Paket neu schreiben (nahraum publish … --out) und neu hochladen.\n`,
          en: `${faults.length} fault(s). Write the package again (nahraum publish … --out) and upload it again.\n`,
        }[io.language],
  )
  return faults.length === 0 ? 0 : 1
}
