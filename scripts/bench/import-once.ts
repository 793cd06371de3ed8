import { existsSync, readFileSync } from 'node:fs'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import { extractFacilities } from '../../server/src/facilities/extract-facilities.ts'
import { readCatalogue } from '../../server/src/http/create-services.service.ts'
import { IssueList } from '../../server/src/issues/issue-list.ts'
import { buildStreetNetwork } from '../../server/src/network/build-street-network.ts'
import { readOsmPbf } from '../../server/src/osm/osm-pbf.reader.ts'
import { buildBasemapFeatures } from '../../server/src/tiles/basemap-features.ts'

/** One import of an OSM file, timed, with the most memory the process had: JSON on standard output. */
const bytes =
  process.argv[2] === 'demo' ? createDemoTown(readDemoRecipe()).files['town.osm.pbf'] : readFileSync(process.argv[2])
const issues = new IssueList()
const start = performance.now()
const extract = readOsmPbf(bytes)
const network = buildStreetNetwork(extract, issues)
const places = extractFacilities(extract, readCatalogue(), issues).facilities
const features = buildBasemapFeatures(extract, issues)
const milliseconds = performance.now() - start
console.log(
  JSON.stringify({
    milliseconds,
    megabytes: peakMegabytes(),
    checksum: `${network.edgeCount} edges, ${places.length} places, ${features.length} features`,
  }),
)

/** Peak of this process alone; the usual figure starts with that of its parent. */
function peakMegabytes(): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(
    existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '',
  )
  return Math.round((peak ? Number(peak[1]) : process.resourceUsage().maxRSS) / 1024)
}
