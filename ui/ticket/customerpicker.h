// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace tidedesk::ui {

class ElidedLabel;
class SearchField;

/// Finds the customer of a new ticket by name, phone number or mail address, or takes down a new one.
class CustomerPicker final : public QWidget {
    Q_OBJECT
public:
    CustomerPicker(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent);

    void setCustomer(const Id &customer, const QString &name); ///< silent; null = none
    const Id &customer() const { return m_customer; }
    QString name() const { return m_name; }
    void focusSearch();

Q_SIGNALS:
    void chosen(const tidedesk::Id &customer); ///< null when taken back
    void failed(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Part { Search, New, Chosen };

    void buildLayout();
    QWidget *buildNew();
    void connectParts();
    void retranslate();
    void showPart(Part part);
    void search(const QString &text);
    void take(quint64 generation, const Result<QList<domain::CustomerLine>> &lines);
    void showFound();
    void chooseRow(int row);
    void choose(const Id &customer, const QString &name);
    void startNew();
    void create();

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    Id m_customer;
    QString m_name;
    QList<domain::CustomerLine> m_found;
    quint64 m_generation = 0;
    int m_asked = 0; ///< answers still missing for what is typed

    SearchField *m_search;
    QListWidget *m_list;
    QWidget *m_new;
    QLineEdit *m_newName = nullptr;
    QLineEdit *m_newReach = nullptr;
    QLabel *m_newProblem = nullptr;
    QPushButton *m_create = nullptr;
    QPushButton *m_cancelNew = nullptr;
    QWidget *m_chosen;
    ElidedLabel *m_chosenName;
    QPushButton *m_change;
};

} // namespace tidedesk::ui
