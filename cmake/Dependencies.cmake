# What the program is built from. Each missing part ends the configuration with the name of its
# Debian package; `make setup` installs them all.

function(ddicheck_need found what package)
  if(NOT ${found})
    message(FATAL_ERROR "${what} was not found. On Debian or Ubuntu: apt-get install ${package} (or run: make setup)")
  endif()
endfunction()

find_package(Threads REQUIRED)

# libclang 19, C interface. llvm-config knows where it is; without it, where LLVM's packages put it.
find_program(LLVM_CONFIG NAMES llvm-config-19)
if(LLVM_CONFIG)
  execute_process(COMMAND ${LLVM_CONFIG} --includedir OUTPUT_VARIABLE llvm_include OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND ${LLVM_CONFIG} --libdir OUTPUT_VARIABLE llvm_lib OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
find_path(LIBCLANG_INCLUDE clang-c/Index.h
  HINTS ${llvm_include} PATHS /usr/lib/llvm-19/include /usr/lib64/llvm19/include /usr/local/opt/llvm@19/include NO_DEFAULT_PATH)
find_library(LIBCLANG_LIBRARY NAMES clang-19 clang libclang-19.so.1
  HINTS ${llvm_lib} PATHS /usr/lib/llvm-19/lib /usr/lib64/llvm19/lib64 /usr/local/opt/llvm@19/lib NO_DEFAULT_PATH)
ddicheck_need(LIBCLANG_INCLUDE "libclang 19 (clang-c/Index.h)" libclang-19-dev)
ddicheck_need(LIBCLANG_LIBRARY "libclang 19 (the library)" libclang-19-dev)
# It is loaded when a unit is parsed, by the name that a linked program would ask the loader for.
get_filename_component(libclang_file ${LIBCLANG_LIBRARY} REALPATH)
execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${libclang_file} OUTPUT_VARIABLE libclang_parts ERROR_QUIET)
if(libclang_parts MATCHES "SONAME +([^ \n]+)")
  set(LIBCLANG_SONAME ${CMAKE_MATCH_1})
else()
  set(LIBCLANG_SONAME ${libclang_file})
endif()
find_library(libclang_usual NAMES ${LIBCLANG_SONAME} NO_CACHE)
if(NOT libclang_usual) # not where the loader looks
  set(LIBCLANG_SONAME ${libclang_file})
endif()
add_library(LibClang::LibClang INTERFACE IMPORTED)
set_target_properties(LibClang::LibClang PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${LIBCLANG_INCLUDE} INTERFACE_COMPILE_DEFINITIONS DDICHECK_LIBCLANG="${LIBCLANG_SONAME}"
  INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")

find_package(PkgConfig)
ddicheck_need(PKG_CONFIG_FOUND "pkg-config" pkg-config)
pkg_check_modules(jansson IMPORTED_TARGET jansson>=2.13)
ddicheck_need(jansson_FOUND "jansson (JSON reader)" libjansson-dev)

pkg_check_modules(expat IMPORTED_TARGET expat>=2.4)
ddicheck_need(expat_FOUND "expat (XML reader)" libexpat1-dev)

find_path(XXHASH_INCLUDE xxhash.h)
ddicheck_need(XXHASH_INCLUDE "xxhash.h" libxxhash-dev)
find_path(UTHASH_INCLUDE uthash.h)
ddicheck_need(UTHASH_INCLUDE "uthash.h" uthash-dev)

# The mingw-w64 headers are read when the program runs, not when it is built: this is only the
# first place where it will look (MINGW_INCLUDE in the environment comes before it).
find_path(MINGW_INCLUDE ddk/ntddk.h
  PATHS /usr/x86_64-w64-mingw32/include /usr/share/mingw-w64/include /usr/x86_64-w64-mingw32/sys-root/mingw/include NO_DEFAULT_PATH)
ddicheck_need(MINGW_INCLUDE "the mingw-w64 DDK headers (ddk/ntddk.h)" mingw-w64-x86-64-dev)
