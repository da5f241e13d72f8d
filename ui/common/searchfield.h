// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <QTimer>

namespace tidedesk::ui {

class Icons;

/// A field one searches in: icon, clear button, key hint. Text under composition by an input method is not searched for.
class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    SearchField(const Icons &icons, QWidget *parent);

    /// Placeholder and accessible name; `keys` ("Ctrl+K") is shown at the right end while the field is empty.
    void setTexts(const QString &placeholder, const QString &keys = {});

Q_SIGNALS:
    void searched(const QString &text); ///< 120 ms after the last change, at once when cleared
    void submitted(const QString &text); ///< Enter
    void left(); ///< Escape in an empty field

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void announce();

    QTimer m_pause;
    QString m_keys;
    QString m_announced;
};

} // namespace tidedesk::ui
