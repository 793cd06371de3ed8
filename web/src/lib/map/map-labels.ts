import { m } from '#messages'

/** The map's own words in the page's language. */
export function createMapLabels(): Record<string, string> {
  return {
    'Map.Title': m.map_title(),
    'NavigationControl.ZoomIn': m.map_zoom_in(),
    'NavigationControl.ZoomOut': m.map_zoom_out(),
    'AttributionControl.ToggleAttribution': m.map_attribution(),
    'ScaleControl.Meters': 'm',
    'ScaleControl.Kilometers': 'km',
  }
}
