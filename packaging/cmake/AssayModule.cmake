# SPDX-License-Identifier: GPL-3.0-or-later
# assay_module(NAME core_stats FOLDER stats SOURCES … [PUBLIC …] [PRIVATE …] [PRECOMPILE <header> …] [MOC])
#   one static library per folder of core/ or ui/, with the alias Assay::<name>, our warnings, and a unity build.
#   MOC switches AUTOMOC on: only where a QObject lives.
#   PRECOMPILE names headers from outside that most of its files include; a larger module parses them, and those of the
#   standard library, once. Files still include what they use: the build for clang-tidy has neither unity nor this.
# assay_test(tst_name SOURCES … LINK … [GUI] [GOLDEN])
#   one Qt Test binary, linking modules and never recompiling their sources.
#   GOLDEN: it compares with the shared reference values; tst_goldencoverage runs after all that do.
#   GUI runs it twice: on the offscreen platform, and as <name>.window under Xvfb with a window manager.

set(assay_common_headers <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <vector>)

function(assay_module)
  cmake_parse_arguments(M "MOC;NO_UNITY" "NAME" "SOURCES;PUBLIC;PRIVATE;PRECOMPILE" ${ARGN})
  add_library(${M_NAME} STATIC ${M_SOURCES})
  string(REPLACE "_" "::" alias "${M_NAME}")
  add_library(Assay::${alias} ALIAS ${M_NAME})
  get_filename_component(parent "${CMAKE_CURRENT_SOURCE_DIR}" DIRECTORY)
  target_include_directories(${M_NAME} PUBLIC "${parent}")
  target_link_libraries(${M_NAME} PUBLIC ${M_PUBLIC} PRIVATE ${M_PRIVATE} project_options)
  if(M_MOC)
    set_target_properties(${M_NAME} PROPERTIES AUTOMOC ON)
  endif()
  if(ASSAY_UNITY AND NOT M_NO_UNITY)
    set_target_properties(${M_NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    list(LENGTH M_SOURCES files)
    if(files GREATER 12)
      target_precompile_headers(${M_NAME} PRIVATE ${assay_common_headers} ${M_PRECOMPILE})
    endif()
  endif()
endfunction()

# A hundred programs: what they test is optimised and has its debug information, they themselves need neither.
set(assay_test_options "$<$<CONFIG:RelWithDebInfo,Release>:-O1;-g0>")

function(assay_test name)
  if(NOT ASSAY_TESTS)
    return()
  endif()
  cmake_parse_arguments(T "GUI;GOLDEN" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${T_SOURCES})
  # By hand: AUTOMOC costs a target, a scan and an empty source for each of a hundred programs.
  set(moc_folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
  foreach(source IN LISTS T_SOURCES)
    get_filename_component(stem "${source}" NAME_WE)
    if(stem MATCHES "^tst_")
      file(MAKE_DIRECTORY "${moc_folder}")
      qt6_generate_moc("${CMAKE_CURRENT_SOURCE_DIR}/${source}" "${moc_folder}/${stem}.moc" TARGET ${name})
      target_sources(${name} PRIVATE "${moc_folder}/${stem}.moc")
      target_include_directories(${name} PRIVATE "${moc_folder}")
    endif()
  endforeach()
  if(ASSAY_UNITY)
    if("${T_LINK}" MATCHES "Assay::ui::")
      target_precompile_headers(${name} REUSE_FROM test_window_headers)
    else()
      target_precompile_headers(${name} REUSE_FROM test_headers)
    endif()
  endif()
  target_link_libraries(${name} PRIVATE ${T_LINK} test_places Qt6::Test project_options)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_options(${name} PRIVATE ${assay_test_options})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR};GIT_CONFIG_GLOBAL=/dev/null")
  if(T_GOLDEN)
    target_link_libraries(${name} PRIVATE test_golden)
    set_tests_properties(${name} PROPERTIES FIXTURES_SETUP golden)
  endif()
  if(T_GUI)
    add_test(NAME ${name}.window COMMAND "${PROJECT_SOURCE_DIR}/packaging/in-window" $<TARGET_FILE:${name}>)
    set_tests_properties(${name}.window PROPERTIES LABELS window SKIP_RETURN_CODE 77 ENVIRONMENT
      "LC_ALL=C.UTF-8;XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR};GIT_CONFIG_GLOBAL=/dev/null")
  endif()
endfunction()
