# One INTERFACE target carries every compile rule; each target of ours links it.
add_library(tidedesk_flags INTERFACE)
target_compile_features(tidedesk_flags INTERFACE cxx_std_20)
target_include_directories(tidedesk_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(tidedesk_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
  QT_DISABLE_DEPRECATED_BEFORE=0x060400 QT_FORCE_ASSERTS)
if(MSVC)
  target_compile_options(tidedesk_flags INTERFACE /W4 /WX /permissive- /utf-8 /Zc:__cplusplus)
else()
  target_compile_options(tidedesk_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion
    -Wno-sign-conversion -Werror -fstack-protector-strong)
  target_compile_definitions(tidedesk_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

if(TIDEDESK_SANITIZE)
  # GCC 12's instrumentation makes this warning fire on every std::variant that is returned.
  add_compile_options(-fsanitize=${TIDEDESK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${TIDEDESK_SANITIZE})
elseif(CMAKE_BUILD_TYPE MATCHES "Rel" AND NOT MSVC)
  add_compile_definitions($<$<NOT:$<BOOL:${APPLE}>>:_FORTIFY_SOURCE=2>)
  add_compile_options(-fcf-protection)
  add_link_options($<$<PLATFORM_ID:Linux>:-Wl,-z,relro,-z,now>)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  # Without the sloppiness a file that reads precompiled headers is never taken from the cache; with the dependency
  # file as its list of headers a file that is not in the cache is not preprocessed a second time.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
