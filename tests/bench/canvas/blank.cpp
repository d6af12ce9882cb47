// A page of Dear ImGui and nothing else: its own font, one empty window over the whole page, one
// frame. What the first frame of the canvas face is measured against.
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>

namespace {

constexpr const char* canvas = "#canvas";

// The same context as the canvas face asks for.
bool open_context() {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = false;
  wanted.depth = false;
  wanted.stencil = false;
  wanted.antialias = false;
  wanted.enableExtensionsByDefault = false;
  wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const auto context = emscripten_webgl_create_context(canvas, &wanted);
  return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

// As many pixels as the screen shows.
ImVec2 fit_canvas() {
  double width = 0;
  double height = 0;
  emscripten_get_element_css_size(canvas, &width, &height);
  const double ratio = emscripten_get_device_pixel_ratio();
  const int columns = static_cast<int>(std::round(width * ratio));
  const int rows = static_cast<int>(std::round(height * ratio));
  emscripten_set_canvas_element_size(canvas, columns, rows);
  return {static_cast<float>(columns), static_cast<float>(rows)};
}

EM_BOOL draw(double, void*) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = fit_canvas();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("Blank");
  ImGui::End();
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  return EM_FALSE;
}

}  // namespace

int main() {
  if (!open_context()) return 1;
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  if (!ImGui_ImplOpenGL3_Init("#version 300 es")) return 1;
  emscripten_request_animation_frame(draw, nullptr);
  return 0;
}
