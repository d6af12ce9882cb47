// The only file that includes Dear ImGui.
#pragma once

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Weverything"
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>
#pragma GCC diagnostic pop
