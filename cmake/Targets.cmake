# tidedesk_library(NAME FILES a.cpp ... LINKS x y [PCH header ...])
# One static library per folder. Files are listed, never globbed.
function(tidedesk_library name)
  cmake_parse_arguments(ARG "" "" "FILES;LINKS;PCH" ${ARGN})
  add_library(${name} STATIC ${ARG_FILES})
  target_link_libraries(${name} PUBLIC tidedesk_flags ${ARG_LINKS})
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
  endif()
endfunction()

# tidedesk_test(NAME FILES a.cpp ... LINKS x y [LABELS l] [TIMEOUT s] [GUI])
# A Qt Test program; GUI tests run on the offscreen platform.
function(tidedesk_test name)
  cmake_parse_arguments(ARG "GUI" "TIMEOUT" "FILES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_FILES})
  target_link_libraries(${name} PRIVATE tidedesk_flags test_support Qt6::Test ${ARG_LINKS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests-bin)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TIDEDESK_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};TIDEDESK_SOURCE=${CMAKE_SOURCE_DIR}")
endfunction()

# tidedesk_store_test(NAME ...): a tidedesk_test that is run twice, once on each engine of the server's store.
function(tidedesk_store_test name)
  tidedesk_test(${name} ${ARGN})
  get_test_property(${name} ENVIRONMENT environment)
  get_test_property(${name} TIMEOUT timeout)
  get_test_property(${name} LABELS labels)
  add_test(NAME ${name}_postgres COMMAND ${name})
  set_tests_properties(${name}_postgres PROPERTIES TIMEOUT ${timeout} LABELS "${labels}" SKIP_RETURN_CODE 77
    ENVIRONMENT "${environment};TIDEDESK_TEST_ENGINE=postgres")
endfunction()
