/** WebGL 2 shaders of the hexagon layer. */
export const hexVertexShader = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
uniform mat4 u_matrix;
uniform sampler2D u_values;
uniform usampler2D u_flags;
uniform int u_width;
layout(location = 0) in vec2 a_position;
layout(location = 1) in uint a_key;
flat out float v_value;
flat out uint v_flags;
out float v_rim;
void main() {
  int cell = int(a_key >> 1u);
  ivec2 texel = ivec2(cell % u_width, cell / u_width);
  v_value = texelFetch(u_values, texel, 0).r;
  v_flags = texelFetch(u_flags, texel, 0).r;
  v_rim = (a_key & 1u) == 1u ? 0.0 : 1.0;
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
}`

/**
 * Colour of the class, hatched where there is no value, dotted where uncertain, rimmed where there is a gap. Patterns are in
 * screen pixels; u_scale is the number of device pixels of one.
 */
export const hexFragmentShader = `#version 300 es
precision highp float;
precision highp int;
uniform float u_opacity;
uniform float u_scale;
uniform int u_break_count;
uniform float u_breaks[8];
uniform vec3 u_colours[8];
uniform vec3 u_unknown;
uniform vec3 u_rim;
uniform vec3 u_paper;
flat in float v_value;
flat in uint v_flags;
in float v_rim;
out vec4 o_colour;
void main() {
  vec2 pixel = gl_FragCoord.xy / u_scale;
  float width = fwidth(v_rim);
  float cell_pixels = 1.0 / max(width * u_scale, 1e-4);
  if ((v_flags & 1u) != 0u) {
    float line = abs(fract((pixel.x + pixel.y) / 7.0) - 0.5) * 7.0;
    float ink = (1.0 - smoothstep(0.6, 1.3, line)) * ((v_flags & 8u) != 0u ? 0.12 : 0.85);
    float alpha = max(ink, (v_flags & 8u) != 0u ? 0.0 : 0.1) * u_opacity;
    o_colour = vec4(u_unknown * alpha, alpha);
    return;
  }
  int index = 0;
  for (int i = 0; i < 8; i++) if (i < u_break_count && v_value > u_breaks[i]) index = i + 1;
  vec3 colour = u_colours[index];
  float alpha = u_opacity;
  if ((v_flags & 8u) != 0u) alpha *= 0.09;
  else if ((v_flags & 2u) != 0u) alpha = min(1.0, alpha * 1.12);
  if ((v_flags & 4u) != 0u) {
    vec2 grid = fract(pixel / 6.0) - 0.5;
    float dot_ink = 1.0 - smoothstep(0.20, 0.30, length(grid));
    colour = mix(colour, u_paper, 0.25 + 0.65 * dot_ink);
  }
  float seam = smoothstep(1.0 - 2.0 * width, 1.0, v_rim) * smoothstep(5.0, 12.0, cell_pixels);
  if ((v_flags & 10u) == 2u) {
    float rim = smoothstep(1.0 - 3.2 * width, 1.0 - 1.8 * width, v_rim) * smoothstep(6.0, 14.0, cell_pixels);
    colour = mix(colour, u_rim, rim * 0.45);
  } else alpha *= 1.0 - 0.45 * seam;
  o_colour = vec4(colour * alpha, alpha);
}`
