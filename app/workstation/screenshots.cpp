// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/screenshots.h"
#include "app/workstation/workstation.h"
#include "core/seat/queries.h"
#include "ui/desk/deskpage.h"
#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QTimer>

namespace tidedesk::app {

namespace {

constexpr int kSettleMs = 900; ///< for answers of the store to be painted

/// One picture after the other, each after the event loop has had time to paint.
class Photographer final : public QObject {
public:
    Photographer(Workstation &workstation, const QString &folder)
        : QObject(&workstation)
        , m_workstation(workstation)
        , m_folder(folder)
    {
        QDir().mkpath(folder);
        connect(&workstation.seat(), &seat::Seat::settled, this, &Photographer::begin);
    }

private:
    void begin()
    {
        if (m_begun)
            return;
        m_begun = true;
        m_workstation.window()->resize(1366, 768);
        for (const ui::UiLanguage language : {ui::UiLanguage::English, ui::UiLanguage::Chinese}) {
            for (const ui::ThemeMode mode : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
                for (const char *page : {"inbox", "customers", "dashboard", "work"})
                    m_shots.append({language, mode, QString::fromLatin1(page)});
            }
        }
        // A ticket with a customer and some conversation makes the first page worth looking at.
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::Open;
        m_workstation.seat().queries().firstPage(query, this, [this](const Result<QList<domain::TicketLine>> &lines) {
            if (lines && !lines->isEmpty())
                m_workstation.desk().openTicket(lines->at(qMin<qsizetype>(2, lines->size() - 1)).ticket.id());
            next();
        });
    }
    void next()
    {
        if (m_shots.isEmpty())
            return QCoreApplication::quit();
        const Shot shot = m_shots.takeFirst();
        m_workstation.context().language.set(shot.language);
        m_workstation.context().theme.setMode(shot.mode);
        m_workstation.window()->showPage(shot.page);
        QTimer::singleShot(kSettleMs, this, [this, shot] {
            if (m_workstation.window()->currentPage() == shot.page) {
                m_workstation.window()->grab().save(QStringLiteral("%1/%2-%3-%4.png")
                        .arg(m_folder, shot.page, shot.language == ui::UiLanguage::Chinese ? QStringLiteral("zh") : QStringLiteral("en"),
                            shot.mode == ui::ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
            }
            next();
        });
    }

    struct Shot {
        ui::UiLanguage language;
        ui::ThemeMode mode;
        QString page;
    };
    Workstation &m_workstation;
    QString m_folder;
    QList<Shot> m_shots;
    bool m_begun = false;
};

} // namespace

void takeScreenshots(Workstation &workstation, const QString &folder) { new Photographer(workstation, folder); }

} // namespace tidedesk::app
