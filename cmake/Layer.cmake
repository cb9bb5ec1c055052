# ddicheck_layer(NAME FOLDER [USES layer...] [LINKS library...] [EXCEPT file...])
#
# One layer is one static library of every *.c of its folder. USES are the layers right below;
# their headers and those of what they use may be included, no others
# (tests/tools/layering.py reads the same rule off the #include lines).

add_library(ddicheck_flags INTERFACE)
target_compile_definitions(ddicheck_flags INTERFACE _GNU_SOURCE)
target_include_directories(ddicheck_flags INTERFACE ${PROJECT_SOURCE_DIR}/analyzer ${PROJECT_SOURCE_DIR})
if(DDICHECK_DEVELOPER)
  target_compile_options(ddicheck_flags INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Werror)
endif()
if(DDICHECK_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(ddicheck_flags INTERFACE ${sanitizers})
  target_compile_definitions(ddicheck_flags INTERFACE DDICHECK_CHECK_PASSES) # validate between passes
  target_link_options(ddicheck_flags INTERFACE ${sanitizers})
endif()
link_libraries(ddicheck_flags)

set(DDICHECK_LAYERS "")

function(ddicheck_layer name folder)
  cmake_parse_arguments(layer "" "" "USES;LINKS;EXCEPT" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.c)
  foreach(file ${layer_EXCEPT})
    list(REMOVE_ITEM sources ${PROJECT_SOURCE_DIR}/${folder}/${file})
  endforeach()
  set(DDICHECK_${name}_SOURCES "${sources}" PARENT_SCOPE)
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC ${layer_USES} PRIVATE ${layer_LINKS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${layer_USES})
  endif()
  set(DDICHECK_LAYERS ${DDICHECK_LAYERS} ${name} PARENT_SCOPE)
endfunction()

# ddicheck_hot(NAME...): these are optimised in full where the build type optimises little (Sanitize).
function(ddicheck_hot)
  foreach(name ${ARGN})
    if(CMAKE_BUILD_TYPE STREQUAL "Sanitize" AND DDICHECK_${name}_SOURCES)
      target_compile_options(${name} PRIVATE -O2)
    endif()
  endforeach()
endfunction()
