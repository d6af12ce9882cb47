// The client's door to the browser beyond the core's: the canvas face. One instance paints one
// card.
#include <cstdlib>
#include <string>

#include "arguments.hpp"
#include "base/limits.hpp"
#include "canvas/stage.hpp"
#include "canvas/view_json.hpp"
#include "edge.hpp"
#include "session/live.hpp"

namespace precall::canvas {
namespace {

Stage& stage() {
  static Stage only;
  return only;
}

// Letters that a text needs may be new; the scene is laid out again with them. Once is enough,
// since the second time asks for the same ones.
Scene lay_out(const Screen& screen, const Live& live, const View& view) {
  Stage& on = stage();
  on.prepare_fonts(view.scale);
  Scene scene = layout(screen, live, view, on.fonts());
  if (on.prepare_fonts(view.scale)) scene = layout(screen, live, view, on.fonts());
  return scene;
}

Result<Json> show(int policy, const char* session, const char* language, const char* now,
                  const char* view) {
  const auto compiled = policy_at(policy);
  if (!compiled) return compiled.error();
  const auto state = read_session(session, compiled.value()->policy);
  if (!state) return state.error();
  const auto setting = read_setting(language, now);
  if (!setting) return setting.error();
  const auto json = parse_json(view, limits::session_bytes_max);
  if (!json) return json.error();
  const auto around = parse_surroundings(json.value());
  if (!around) return around.error();
  const Screen screen =
      make_screen(*compiled.value(), state.value(), setting->language, setting->now);
  const Live live = make_live(*compiled.value(), state.value(), setting->language, setting->now,
                              parse_iso_date(around->trial));
  Scene scene = lay_out(screen, live, around->view);
  if (!stage().fonts().sound()) {
    return Error{"canvas", "a typeface cannot be read", "serve the files as they were built"};
  }
  Json places = places_json(scene, stage().fonts(), around->view.scale);
  stage().show({std::move(scene), around->palette, screen.step, around->view.scale, around->still});
  return places;
}

}  // namespace
}  // namespace precall::canvas

using namespace precall;

extern "C" {

// The typefaces stay where they are; 0 where there is no WebGL 2.
int precall_canvas_open(void* regular, int regular_bytes, void* semibold, int semibold_bytes) {
  return canvas::stage().open({regular, regular_bytes}, {semibold, semibold_bytes}) ? 1 : 0;
}

const char* precall_canvas_show(int policy, const char* session, const char* language,
                                const char* now, const char* view) {
  const auto places = canvas::show(policy, session, language, now, view);
  return places ? reply(places.value()) : reply(places.error());
}

// A text whose letters later screens will need. Takes its time.
void precall_canvas_want(const char* text) {
  canvas::stage().want(text);
}

void precall_canvas_focus(int place, int visible) {
  canvas::stage().focus(place, visible != 0);
}

void precall_canvas_point(int place) {
  canvas::stage().point(place);
}

void precall_canvas_window(int top, int height) {
  canvas::stage().window(static_cast<float>(top), static_cast<float>(height));
}

// What the painter has written in each place, for whoever checks that the picture says what the
// page says.
const char* precall_canvas_drawn() {
  return reply(canvas::drawn_json(canvas::stage().scene()));
}

unsigned precall_canvas_frames() {
  return canvas::stage().frames();
}

void precall_canvas_lose() {
  canvas::stage().lose();
}

void precall_canvas_restore() {
  canvas::stage().restore();
}

}  // extern "C"
