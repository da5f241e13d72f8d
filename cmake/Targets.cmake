# Headers that most files of a kind read, compiled once for all targets of that kind instead of once for each file.
set(TIDEDESK_PRECOMPILED_CORE
  <QByteArray> <QCoreApplication> <QCryptographicHash> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument>
  <QJsonObject> <QList> <QMap> <QObject> <QPointer> <QRegularExpression> <QSet> <QString> <QStringList> <QTimer> <QUuid>
  <QVariant> <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <deque> <functional> <map> <memory> <mutex>
  <optional> <string> <thread> <unordered_map> <utility> <variant> <vector>)
set(TIDEDESK_PRECOMPILED_WIDGETS
  <QAbstractListModel> <QAbstractTableModel> <QAction> <QApplication> <QBoxLayout> <QDialog> <QEvent> <QFrame> <QGridLayout>
  <QHeaderView> <QKeyEvent> <QLabel> <QLineEdit> <QListView> <QMenu> <QMouseEvent> <QPainter> <QPlainTextEdit> <QPushButton>
  <QScrollArea> <QScrollBar> <QStackedLayout> <QStackedWidget> <QStyle> <QStyledItemDelegate> <QTabBar> <QTableView>
  <QToolButton> <QVBoxLayout> <QWidget>)
# Nothing of Qt Test: it reads a macro that Qt sets to each target's own folder.
set(TIDEDESK_PRECOMPILED_TESTS
  <QDirIterator> <QElapsedTimer> <QProcess> <QRandomGenerator> <QTemporaryDir> <QTextStream>)

# tidedesk_precompiled(NAME LINKS x y HEADERS <a> <b>): the target whose precompiled headers others of the folder reuse.
function(tidedesk_precompiled name)
  cmake_parse_arguments(ARG "" "" "LINKS;HEADERS" ${ARGN})
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "// Its precompiled headers are the purpose of this target.\n")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE tidedesk_flags ${ARG_LINKS})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()

# tidedesk_library(NAME FILES a.cpp ... LINKS x y [MOC])
# One static library per folder. Files are listed, never globbed. Reuses the precompiled headers of the target that
# TIDEDESK_HEADERS names. MOC: some header holds Q_OBJECT; TIDEDESK_MOC says so for a whole folder.
function(tidedesk_library name)
  cmake_parse_arguments(ARG "MOC" "" "FILES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_FILES})
  target_link_libraries(${name} PUBLIC tidedesk_flags ${ARG_LINKS})
  target_precompile_headers(${name} REUSE_FROM ${TIDEDESK_HEADERS})
  if(NOT (ARG_MOC OR TIDEDESK_MOC))
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  endif()
endfunction()

# tidedesk_test(NAME FILES a.cpp ... LINKS x y [LABELS l] [TIMEOUT s] [GUI])
# A Qt Test program; GUI tests run on the offscreen platform.
function(tidedesk_test name)
  cmake_parse_arguments(ARG "GUI" "TIMEOUT" "FILES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_FILES})
  target_link_libraries(${name} PRIVATE tidedesk_flags test_support Qt6::Test ${ARG_LINKS})
  if(ARG_GUI)
    target_precompile_headers(${name} REUSE_FROM test_widgets_headers)
  else()
    target_precompile_headers(${name} REUSE_FROM test_headers)
  endif()
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
