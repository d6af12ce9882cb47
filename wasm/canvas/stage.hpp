// The platform below the painter, over html5.h: the WebGL context, frames when there is something
// new and at no other time, and a context that goes and comes back.
#pragma once

#include "canvas/painter.hpp"

namespace precall::canvas {

// What is to be seen from now on.
struct Show {
  Scene scene;
  Palette palette{};
  std::string place;  // a screen of another place comes in anew
  float scale = 1;
  bool still = false;  // nothing moves
};

class Stage {
 public:
  // Once. False where there is no WebGL 2; then nothing else may be called.
  bool open(Typeface regular, Typeface semibold);

  // The context is lost, and there again. Nothing is drawn in between.
  void lose();
  void restore();

  // The fonts at this scale. Call before laying a scene out; the atlas goes to the GPU by itself.
  Fonts& fonts() { return fonts_; }
  bool prepare_fonts(float scale);
  // Builds them with the letters of a text that will be needed, so that no screen has to wait.
  void want(std::string_view text);

  void show(Show show);
  void focus(int place, bool ring);
  void point(int place);
  void window(float top, float height);

  const Scene& scene() const { return shown_.scene; }
  unsigned frames() const { return frames_; }

 private:
  bool open_context();
  void request_frame();
  void draw();
  void render();
  void move(double now);
  void begin_motion(const Show& next);
  int known(int place) const;
  bool fit_canvas();

  Show shown_;
  Fonts fonts_;
  Attention attention_;
  Motion motion_;
  Frame frame_;
  double step_began_ = 0;
  std::map<std::string, double> lit_;
  bool pending_ = false;
  bool lost_ = false;
  bool texture_stale_ = false;
  unsigned frames_ = 0;
};

}  // namespace precall::canvas
