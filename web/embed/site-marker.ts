import { Marker, type Map as MapLibreMap } from 'maplibre-gl'
import type { EmbedState } from './embed-state.svelte.ts'
import { STEP_METRES, stepSite, type Site } from './step-site.ts'

const STEPS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** The new place on the map: moves by mouse, finger and arrow keys, and goes by Delete. Styled as `.site-mark`. */
export function createSiteMarker(map: MapLibreMap, embed: EmbedState, { lng, lat }: Site): Marker {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'site-mark'
  element.addEventListener('click', (event) => event.stopPropagation())
  element.addEventListener('keydown', (event) => {
    if (embed.site === null) return
    const step = STEPS[event.key]
    if (step !== undefined)
      embed.moveSite(stepSite(embed.site, step[0], step[1], STEP_METRES * (event.shiftKey ? 4 : 1)), 'keys')
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      embed.moveSite(null)
      map.getCanvas().focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  const marker = new Marker({ element, draggable: true }).setLngLat([lng, lat]).addTo(map)
  let drags = 0
  marker.on('dragstart', () => drags++)
  marker.on('drag', () => {
    const at = marker.getLngLat()
    embed.moveSite({ lng: at.lng, lat: at.lat }, `drag ${drags}`)
  })
  return marker
}
