// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QHash>
#include <QWidget>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace tidedesk::ui {

class FlowLayout;

/// Tags as chips, and a field that completes from the catalogue. Says what a person adds and removes; shows what it is
/// told.
class TagEditor final : public QWidget {
    Q_OBJECT
public:
    TagEditor(UiContext &ui, QWidget *parent);
    void setTags(const QStringList &tags);
    const QStringList &tags() const { return m_tags; }
    void setCatalogue(const QHash<QString, Row> &tags);

Q_SIGNALS:
    void added(const QString &tag);
    void removed(const QString &tag);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void rebuild();
    void addTyped();

    UiContext &m_ui;
    FlowLayout *m_flow;
    QLineEdit *m_field;
    QCompleter *m_completer;
    QStringListModel *m_words;
    QStringList m_tags;
    QHash<QString, Row> m_catalogue;
};

} // namespace tidedesk::ui
