// The WebGL context's life, and when a frame is drawn: after a change, and while something moves.
#include "canvas/stage.hpp"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <algorithm>

#include "canvas/imgui.hpp"

namespace precall::canvas {
namespace {

// The host gives it this name; it may lie in a shadow root, out of any selector's reach.
constexpr const char* canvas_target = "#precall-canvas";

constexpr float curve_tolerance_px = 0.5F;
constexpr float circle_error_px = 0.2F;
constexpr double step_ms = 160;
constexpr double glow_ms = 200;

float progress(double began, double now, double duration_ms) {
  return static_cast<float>(std::clamp((now - began) / duration_ms, 0.0, 1.0));
}

// Fast first, then gently.
float eased(float share) {
  return 1 - (1 - share) * (1 - share) * (1 - share);
}

// What looks another way while it is pointed at.
bool is_pointed(PlaceKind kind) {
  return kind == PlaceKind::button || kind == PlaceKind::field || kind == PlaceKind::slider;
}

}  // namespace

bool Stage::open(Typeface regular, Typeface semibold) {
  if (!open_context()) return false;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  fonts_.open(regular, semibold);
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

bool Stage::open_context() {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = false;
  wanted.depth = false;
  wanted.stencil = false;
  wanted.antialias = false;                  // Dear ImGui smooths its edges itself
  wanted.enableExtensionsByDefault = false;  // WebGL 2 itself is enough, and each takes its time
  wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const int context = emscripten_webgl_create_context(canvas_target, &wanted);
  return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

void Stage::lose() {
  lost_ = true;
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

void Stage::restore() {
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  texture_stale_ = false;
  lost_ = false;
  request_frame();
}

bool Stage::prepare_fonts(float scale) {
  const bool changed = fonts_.prepare(scale);
  texture_stale_ = texture_stale_ || changed;
  return changed;
}

void Stage::want(std::string_view text) {
  fonts_.want(text);
  prepare_fonts(fonts_.scale());
}

void Stage::show(Show next) {
  begin_motion(next);
  shown_ = std::move(next);
  attention_ = {};  // places are others now: the host says anew what is pointed at and focused
  request_frame();
}

void Stage::begin_motion(const Show& next) {
  const double now = emscripten_get_now();
  if (next.still) {
    lit_.clear();
    motion_ = {};
    return;
  }
  if (!shown_.place.empty() && next.place != shown_.place) {
    step_began_ = now;
    motion_.arrived = 0;
  }
  for (const Lamp& lamp : next.scene.lamps) {
    for (const Lamp& before : shown_.scene.lamps) {
      if (before.id == lamp.id && before.state != lamp.state) lit_[lamp.id] = now;
    }
  }
}

void Stage::move(double now) {
  if (motion_.arrived < 1) motion_.arrived = eased(progress(step_began_, now, step_ms));
  motion_.glow.clear();
  for (auto lamp = lit_.begin(); lamp != lit_.end();) {
    const float share = progress(lamp->second, now, glow_ms);
    if (share >= 1) {
      lamp = lit_.erase(lamp);
    } else {
      motion_.glow[lamp->first] = 1 - share;
      ++lamp;
    }
  }
  if (motion_.arrived < 1 || !lit_.empty()) request_frame();
}

// The place if there is one of that number, or -1.
int Stage::known(int place) const {
  return place >= 0 && place < static_cast<int>(shown_.scene.places.size()) ? place : -1;
}

void Stage::focus(int place, bool ring) {
  attention_.focused = known(place);
  attention_.ring = attention_.focused >= 0 && ring &&
                    shown_.scene.places[static_cast<std::size_t>(place)].kind != PlaceKind::text;
  request_frame();
}

void Stage::window(float top, float height) {
  if (top == frame_.top && height == frame_.height) return;
  frame_ = {top, height};
  request_frame();
}

void Stage::point(int place) {
  const int under = known(place);
  const bool changes =
      under >= 0 && is_pointed(shown_.scene.places[static_cast<std::size_t>(under)].kind);
  const int over = changes ? under : -1;
  if (over == attention_.hovered) return;  // nothing looks different: no frame
  attention_.hovered = over;
  request_frame();
}

void Stage::request_frame() {
  if (pending_ || lost_) return;
  pending_ = true;
  emscripten_request_animation_frame(
      [](double, void* self) -> EM_BOOL {
        static_cast<Stage*>(self)->draw();
        return EM_FALSE;
      },
      this);
}

// The canvas has as many pixels as its part of the scene.
bool Stage::fit_canvas() {
  const int width = static_cast<int>(shown_.scene.width);
  const int height = static_cast<int>(frame_.height);
  if (width <= 0 || height <= 0) return false;
  int has_width = 0;
  int has_height = 0;
  emscripten_get_canvas_element_size(canvas_target, &has_width, &has_height);
  if (has_width != width || has_height != height) {
    emscripten_set_canvas_element_size(canvas_target, width, height);
  }
  return true;
}

void Stage::draw() {
  pending_ = false;
  if (lost_ || !fit_canvas()) return;
  move(emscripten_get_now());
  ImGui_ImplOpenGL3_NewFrame();  // makes what is not there yet
  if (texture_stale_) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  texture_stale_ = false;
  render();
  ++frames_;
}

// Without Dear ImGui's windows: the HTML above has the controls and the focus, so a draw list of
// its fonts and shapes is all that is needed, and half of the library stays out of the download.
void Stage::render() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImDrawListSharedData& shared = *ImGui::GetDrawListSharedData();
  const ImVec2 size{shown_.scene.width, frame_.height};
  shared.TexUvWhitePixel = atlas.TexUvWhitePixel;
  shared.TexUvLines = atlas.TexUvLines;
  shared.ClipRectFullscreen = {0, 0, size.x, size.y};
  shared.CurveTessellationTol = curve_tolerance_px;
  shared.SetCircleTessellationMaxError(circle_error_px);
  shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill |
                        ImDrawListFlags_AntiAliasedLinesUseTex | ImDrawListFlags_AllowVtxOffset;
  ImDrawList list(&shared);
  list._ResetForNewFrame();
  list.PushTextureID(atlas.TexID);
  list.PushClipRectFullScreen();
  paint(list, shown_.scene, fonts_, shown_.palette, attention_, motion_, frame_, shown_.scale);
  list._PopUnusedDrawCmd();
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = size;
  data.FramebufferScale = {1, 1};
  data.AddDrawList(&list);
  glViewport(0, 0, static_cast<int>(size.x), static_cast<int>(size.y));
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace precall::canvas
